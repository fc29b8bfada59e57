using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Tests.Relay;

/// <summary>The agents' hands on their way to the host.</summary>
public sealed class InputTests(SharedGateway shared)
{
    private readonly GatewayUnderTest _gateway = shared.Gateway;

    [Fact]
    public async Task An_agents_input_reaches_the_host_with_the_agents_number()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await using TestViewer viewer = await Controls(agent, session);
        await viewer.SendBytes(InputMessage.Typed(0, "é"));
        byte[] input = await host.Hears(MessageKind.Input, "the agent's text at the host");
        Assert.Equal(InputMessage.Typed(1, "é"), input);
    }

    [Fact]
    public async Task Input_keeps_its_order()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await using TestViewer viewer = await Controls(agent, session);
        for (uint key = 1; key <= 200; key++) await viewer.SendBytes(InputMessage.Single(0, new InputEvent { Kind = InputEventKind.Key, Down = true, Keysym = key }));
        await Eventually.True(() => Keys(host).Length == 200, "200 keys at the host");
        Assert.Equal(Enumerable.Range(1, 200).Select(key => (uint)key), Keys(host));
    }

    [Fact]
    public async Task Without_consent_input_has_no_effect_and_its_sender_is_told_once()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin, RightNames.See);
        await using TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        await viewer.Hears<SessionState>(MessageKind.Session, "the session with a customer", state => state is { State: "active", Rights: ["see"] });
        await viewer.SendBytes(InputMessage.Typed(0, "a"));
        await viewer.SendBytes(InputMessage.Typed(0, "b"));
        Refused refused = await viewer.Hears<Refused>(MessageKind.Refused, "the refusal");
        Assert.Equal("no_right", refused.Code);
        await host.Send(new Consent([RightNames.See, RightNames.Control]));
        await viewer.Hears<SessionState>(MessageKind.Session, "the right to control", state => state.Rights.Contains(RightNames.Control));
        await viewer.SendBytes(InputMessage.Typed(0, "c"));
        await host.Hears(MessageKind.Input, "input after the consent");
        Assert.Equal([InputMessage.Typed(1, "c")], host.Heard.Where(message => message[0] == (byte)MessageKind.Input));
        Assert.Single(viewer.Heard, message => message[0] == (byte)MessageKind.Refused);
        Assert.Null(viewer.Closed);
    }

    [Fact]
    public async Task A_viewer_who_sends_input_is_closed_and_the_host_hears_nothing()
    {
        (_, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await using TestViewer viewer = await TestViewer.WatchOnly(_gateway, session);
        await viewer.SendBytes(InputMessage.Typed(0, "x"));
        Refused refused = await viewer.Hears<Refused>(MessageKind.Refused, "the refusal");
        Assert.Equal("no_right", refused.Code);
        Assert.Equal(CloseCodes.ProtocolError, await viewer.HearsClose("the close"));
        Assert.DoesNotContain(host.Heard, message => message[0] == (byte)MessageKind.Input);
    }

    [Fact]
    public async Task An_agent_cannot_pose_as_another()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await using TestViewer viewer = await Controls(agent, session);
        await viewer.SendBytes(InputMessage.Typed(7, "x"));
        Assert.Equal(CloseCodes.ProtocolError, await viewer.HearsClose("the close"));
    }

    [Fact]
    public async Task What_an_agent_held_is_released_when_its_connection_is_cut()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await using TestViewer viewer = await Controls(agent, session);
        await viewer.SendBytes(InputMessage.Single(0, new InputEvent { Kind = InputEventKind.Key, Down = true, Keysym = 0xFFE1 }));
        await host.Hears(MessageKind.Input, "the key at the host");
        viewer.Cut();
        byte[] released = InputMessage.Single(1, new InputEvent { Kind = InputEventKind.ReleaseAll });
        await host.Hears(MessageKind.Input, "the release at the host", message => message.SequenceEqual(released));
    }

    [Fact]
    public async Task An_agent_chooses_a_screen_and_one_that_cannot_exist_is_nonsense()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await using TestViewer viewer = await Controls(agent, session);
        await viewer.Hears(MessageKind.Layout, "the layout");
        byte[] view = new byte[ViewMessage.MessageSize];
        new ViewMessage(0, 800, 600, PictureQuality.Sharp).Write(view);
        await viewer.SendBytes(view);
        await host.Hears(MessageKind.Watch, "the choice at the host", watch =>
            WatchMessage.TryRead(watch.AsSpan(MessageHeader.Size), out WatchMessage wanted) == ProtocolError.None && wanted is { Screens: 1, Quality: PictureQuality.Sharp, Viewers: 1 });
        new ViewMessage(Caps.Screens, 800, 600, PictureQuality.Sharp).Write(view);
        await viewer.SendBytes(view);
        Assert.Equal(CloseCodes.ProtocolError, await viewer.HearsClose("the close"));
    }

    [Fact]
    public async Task A_flood_of_input_costs_the_host_neither_its_connection_nor_a_key_that_stays_down()
    {
        // As fast as the machine can: far more than the host, which does not read, has room for anywhere.
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start("--Sockets:InputBytesPerSecond=16777216", "--Sockets:SendTimeout=00:01:00", "--Sockets:SilenceTimeout=00:01:00");
        (HttpClient agent, string session, string pin) = await gateway.StartSession();
        await using TestHost host = await TestHost.Share(gateway, pin);
        await using TestViewer viewer = await TestViewer.Watch(gateway, agent, session);
        await viewer.Hears<SessionState>(MessageKind.Session, "the right to control", state => state.State == "active" && state.Rights.Contains(RightNames.Control));
        host.Hold();
        byte[] much = InputMessage.Typed(0, new string('x', 4000));
        for (int sent = 0; sent < 16 * 1024 * 1024; sent += much.Length) await viewer.SendBytes(much);
        host.GoOn();
        byte[] released = InputMessage.Single(1, new InputEvent { Kind = InputEventKind.ReleaseAll });
        await host.Hears(MessageKind.Input, "the release after lost input", message => message.SequenceEqual(released));
        Assert.Null(host.Closed);
        byte[] last = InputMessage.Typed(1, "still there");
        await Eventually.True(
            async () =>
            {
                await viewer.SendBytes(InputMessage.Typed(0, "still there"));
                return host.Heard.Any(message => message.AsSpan().SequenceEqual(last));
            },
            "input after the flood");
    }

    private async Task<TestViewer> Controls(HttpClient agent, string session)
    {
        TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        await viewer.Hears<SessionState>(MessageKind.Session, "the right to control", state => state.State == "active" && state.Rights.Contains(RightNames.Control));
        return viewer;
    }

    private static uint[] Keys(TestHost host) =>
        [.. host.Heard.Where(message => message[0] == (byte)MessageKind.Input).Select(Keysym)];

    private static uint Keysym(byte[] message)
    {
        Assert.Equal(ProtocolError.None, InputMessage.TryRead(message.AsSpan(MessageHeader.Size), out InputMessage input));
        foreach (InputEvent one in input) return one.Keysym;
        return 0;
    }
}
