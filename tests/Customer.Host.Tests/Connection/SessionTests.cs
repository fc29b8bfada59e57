using RemoteAssist.Customer.Host.Connection;
using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;
using RemoteAssist.Rig;
using RemoteAssist.Rig.X;

namespace RemoteAssist.Customer.Host.Tests.Connection;

public sealed class SessionTests : IAsyncLifetime
{
    private Rig.Desktop? _desktop;

    private Rig.Desktop Desktop => _desktop!;

    public async ValueTask InitializeAsync() => _desktop = await Rig.Desktop.Start(640, 480, windowManager: false);

    public async ValueTask DisposeAsync() => await Desktop.DisposeAsync();

    [Fact]
    public async Task A_host_says_who_it_is_what_is_allowed_and_what_screens_there_are_before_any_picture()
    {
        await using HostRun host = HostRun.Start(Desktop.Display, "see", "control");
        HostSocket gateway = await host.Gateway.Connection();
        await Wait.Until("the first picture", () => gateway.Updates.Count > 0);
        Assert.Contains("ticket.demo.s1.first", gateway.Protocols);
        Hello hello = Assert.Single(gateway.Records<Hello>(MessageKind.Hello));
        Assert.Equal([ControlJson.Version], hello.Versions);
        SystemInfo system = Assert.Single(gateway.Records<SystemInfo>(MessageKind.SystemInfo));
        Assert.Equal("linux", system.Os);
        Assert.Equal("see control", string.Join(" ", gateway.Rights ?? []));
        Assert.Equal((640, 480), (gateway.Layout!.Screens[0].Width, gateway.Layout.Screens[0].Height));
        Assert.Empty(gateway.Problems);
    }

    [Fact]
    public async Task A_lost_connection_is_resumed_by_itself_with_a_whole_picture_of_a_new_epoch()
    {
        using var window = new XWindow(Desktop.Display, 0, 0, 200, 200);
        window.Fill(0x123456, 0, 0, 200, 200);
        await using HostRun host = HostRun.Start(Desktop.Display, "see");
        HostSocket first = await host.Gateway.Connection();
        await Wait.Until("the first picture", () => first.Pixel(5, 5) == 0x123456);
        first.Drop();
        HostSocket second = await host.Gateway.Connection(2);
        await Wait.Until("the picture after the return", () => second.Pixel(5, 5) == 0x123456 && second.Pixel(639, 479) is not null);
        Assert.True(second.Layout!.Epoch > first.Layout!.Epoch);
        Assert.True(second.Updates[0].Seq > first.Updates[^1].Seq);
        (string path, string body) = Assert.Single(host.Gateway.Requests);
        Assert.Equal("/api/v1/join/resume", path);
        Assert.Contains("\"secret\"", body);
        Assert.Empty(second.Problems);
    }

    [Theory]
    [InlineData(CloseCodes.SessionEnded, nameof(ConnectionEnd.Over))]
    [InlineData(CloseCodes.TakenOver, nameof(ConnectionEnd.TakenOver))]
    [InlineData(CloseCodes.Revoked, nameof(ConnectionEnd.Revoked))]
    public async Task A_final_close_ends_the_sharing(int code, string expected)
    {
        await using HostRun host = HostRun.Start(Desktop.Display, "see");
        HostSocket gateway = await host.Gateway.Connection();
        await gateway.Close(code);
        Assert.Equal(expected, (await host.Sharing.WaitAsync(Wait.Limit)).ToString());
    }

    [Fact]
    public async Task A_session_that_is_over_is_not_come_back_to()
    {
        await using HostRun host = HostRun.Start(Desktop.Display, "see");
        HostSocket gateway = await host.Gateway.Connection();
        host.Gateway.ResumeStatus = 410;
        await gateway.Close(CloseCodes.GoingAway);
        Assert.Equal(ConnectionEnd.Over, await host.Sharing.WaitAsync(Wait.Limit));
    }

    [Fact]
    public async Task A_message_that_makes_no_sense_costs_the_gateway_the_connection_and_not_the_session()
    {
        await using HostRun host = HostRun.Start(Desktop.Display, "see");
        HostSocket first = await host.Gateway.Connection();
        await first.Send(new byte[] { 0x30, 0, 0, 0, 200, 0, 0, 0, 1 });
        await first.Receiving.WaitAsync(Wait.Limit);
        Assert.Equal(CloseCodes.ProtocolError, (int?)first.CloseStatus);
        await host.Gateway.Connection(2);
    }

    [Fact]
    public async Task A_customer_who_stops_says_so()
    {
        await using HostRun host = HostRun.Start(Desktop.Display, "see");
        HostSocket gateway = await host.Gateway.Connection();
        Assert.Equal(ConnectionEnd.Stopped, await host.Stop());
        await gateway.Receiving.WaitAsync(Wait.Limit);
        Assert.Equal("customer_stopped", Assert.Single(gateway.Records<Stop>(MessageKind.Stop)).Reason);
    }

    [Fact]
    public async Task Without_the_right_to_see_no_picture_goes_out_whatever_the_gateway_asks_for()
    {
        using var window = new XWindow(Desktop.Display, 0, 0, 200, 200);
        await using HostRun host = HostRun.Start(Desktop.Display, "see", "control");
        HostSocket gateway = await host.Gateway.Connection();
        await Wait.Until("the first picture", () => gateway.Updates.Count > 0);
        host.Consent.Set(RightNames.See, false);
        await Wait.Until("the withdrawal at the gateway", () => gateway.Rights is ["control"]);
        int before = gateway.Updates.Count;
        window.Fill(0xABCDEF, 0, 0, 200, 200);
        var repair = new byte[RepairMessage.MessageLength(0)];
        RepairMessage.Write(repair, 0, gateway.Layout!.Epoch, []);
        await gateway.Send(repair);
        await gateway.CarriedOut();
        Assert.Equal(before, gateway.Updates.Count);
        host.Consent.Set(RightNames.See, true);
        await Wait.Until("the picture after it is allowed again", () => gateway.Pixel(9, 9) == 0xABCDEF);
        Assert.Empty(gateway.Problems);
    }

    [Fact]
    public async Task Input_reaches_a_program_and_none_after_the_right_was_withdrawn()
    {
        using var window = new XWindow(Desktop.Display, 100, 100, 300, 300);
        await using HostRun host = HostRun.Start(Desktop.Display, "see", "control");
        HostSocket gateway = await host.Gateway.Connection();
        await gateway.Send(InputMessage.Single(1, new InputEvent { Kind = InputEventKind.Pointer, X = 150, Y = 160, Buttons = PointerButtons.Left }));
        await Wait.Until("the press", () => window.Input.Any(input => input is { Kind: XInputKind.ButtonPress, Detail: 1, X: 150, Y: 160 }));
        host.Consent.Set(RightNames.Control, false);
        await Wait.Until("the release", () => window.Input.Any(input => input.Kind == XInputKind.ButtonRelease));
        window.ForgetInput();
        await gateway.Send(InputMessage.Single(1, new InputEvent { Kind = InputEventKind.Pointer, X = 170, Y = 170, Buttons = PointerButtons.Right }));
        await gateway.CarriedOut();
        host.Consent.Set(RightNames.Control, true);
        await gateway.Send(InputMessage.Single(1, new InputEvent { Kind = InputEventKind.Wheel, X = 180, Y = 180, DeltaY = 120 }));
        await Wait.Until("the wheel", () => window.Input.Any(input => input is { Kind: XInputKind.ButtonPress, Detail: 5 }));
        Assert.DoesNotContain(window.Input, input => input.Kind == XInputKind.ButtonPress && input.Detail == 3);
    }
}
