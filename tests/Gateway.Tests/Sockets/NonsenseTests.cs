using System.Net.WebSockets;
using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Tests.Sockets;

/// <summary>Whatever a peer sends, it is told what was wrong and the connection closes with the right code.</summary>
public sealed class NonsenseTests(SharedGateway shared)
{
    private readonly GatewayUnderTest _gateway = shared.Gateway;

    [Fact]
    public async Task More_than_8_KB_before_the_welcome_closes_with_1009()
    {
        await using TestHost host = await Open();
        await host.SendBytes(new byte[Caps.MessageBeforeWelcome + 1]);
        await Refused(host, "over_cap", CloseCodes.TooBig);
    }

    [Fact]
    public async Task A_message_over_64_KB_closes_with_1009()
    {
        await using TestHost host = await Share();
        await host.SendBytes(new byte[Caps.Message + 1]);
        await Refused(host, "over_cap", CloseCodes.TooBig);
    }

    [Fact]
    public async Task A_header_that_announces_more_than_the_cap_closes_with_1009()
    {
        await using TestHost host = await Share();
        byte[] message = new byte[MessageHeader.Size];
        new MessageHeader(MessageKind.Update, 0, Caps.Message).Write(message);
        await host.SendBytes(message);
        await Refused(host, "over_cap", CloseCodes.TooBig);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x11 })]
    [InlineData(new byte[] { 0xFF, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x11, 0, 0, 0, 9, 0, 0, 0 })]
    [InlineData(new byte[] { 0x11, 0, 1, 0, 0, 0, 0, 0 })]
    public async Task Nonsense_closes_with_1002(byte[] message)
    {
        await using TestHost host = await Share();
        await host.SendBytes(message);
        await Refused(host, "bad_message", CloseCodes.ProtocolError);
    }

    [Fact]
    public async Task A_text_message_closes_with_1002()
    {
        await using TestHost host = await Share();
        await host.SendBytes("hello"u8.ToArray(), WebSocketMessageType.Text);
        await Refused(host, "bad_message", CloseCodes.ProtocolError);
    }

    [Fact]
    public async Task Any_message_before_Hello_closes_with_1002()
    {
        await using TestHost host = await Open();
        await host.SendLayout();
        await Refused(host, "bad_message", CloseCodes.ProtocolError);
    }

    [Fact]
    public async Task A_version_that_nobody_here_speaks_is_named_in_the_refusal()
    {
        await using TestHost host = await Open();
        await host.Send(new Hello([99], "test", []));
        await Refused(host, "unknown_version", CloseCodes.ProtocolError);
    }

    [Fact]
    public async Task A_viewer_that_sends_what_only_a_host_may_is_closed_with_1002()
    {
        (HttpClient agent, string session, _) = await _gateway.StartSession();
        await using TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        await viewer.Send(new Consent([RightNames.See]));
        await Refused(viewer, "bad_message", CloseCodes.ProtocolError);
    }

    [Fact]
    public async Task An_update_outside_of_the_agreed_screen_closes_with_1002()
    {
        await using TestHost host = await Share();
        await host.Draw(0xFFFFFF, TestHost.Tiles);
        await Refused(host, "bad_message", CloseCodes.ProtocolError);
    }

    [Fact]
    public async Task A_screen_over_the_cap_closes_with_1009()
    {
        await using TestHost host = await Share();
        await host.Send(new Layout(host.Epoch + 1, 0, [new Screen(0, 0, 0, Caps.ScreenSide, Caps.ScreenSide, 100, true, "")]));
        await Refused(host, "over_cap", CloseCodes.TooBig);
    }

    [Fact]
    public async Task A_peer_that_never_says_Hello_is_closed_with_4008()
    {
        await using TestHost host = await Open();
        await Refused(host, "timed_out", CloseCodes.TimedOut);
    }

    [Fact]
    public async Task A_message_that_never_ends_is_closed_with_4008()
    {
        await using TestHost host = await Share();
        await host.SendBytes(new byte[] { 1 }, end: false);
        await Refused(host, "timed_out", CloseCodes.TimedOut);
    }

    private static async Task Refused(Peer peer, string code, int closeCode)
    {
        Refused refused = await peer.Hears<Refused>(MessageKind.Refused, $"a refusal with {code}");
        Assert.Equal(code, refused.Code);
        Assert.Equal($"refused.{code}", refused.TextKey);
        Assert.Equal(closeCode, await peer.HearsClose($"the close with {closeCode}"));
    }

    private async Task<TestHost> Open()
    {
        (_, _, string pin) = await _gateway.StartSession();
        return await TestHost.Open(_gateway, await TestHost.Join(_gateway, pin));
    }

    private async Task<TestHost> Share()
    {
        (_, _, string pin) = await _gateway.StartSession();
        return await TestHost.Share(_gateway, pin);
    }
}
