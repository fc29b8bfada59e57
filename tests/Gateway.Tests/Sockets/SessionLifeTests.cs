using System.Net;
using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Tests.Sockets;

/// <summary>What becomes of the connections when the session goes on without them, or ends.</summary>
public sealed class SessionLifeTests(SharedGateway shared)
{
    private static readonly int[] AllTiles = [.. Enumerable.Range(0, TestHost.Tiles)];

    private readonly GatewayUnderTest _gateway = shared.Gateway;

    [Fact]
    public async Task An_ended_session_closes_all_its_sockets_with_4000_and_says_why()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await using TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        using HttpResponseMessage ended = await agent.DeleteAsync($"/api/v1/sessions/{session}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        foreach (Peer peer in (Peer[])[host, viewer])
        {
            Assert.Equal(CloseCodes.SessionEnded, await peer.HearsClose("the close of an ended session"));
            Assert.Equal("agent_left", (await peer.Hears<Stop>(MessageKind.Stop, "the reason")).Reason);
        }

        using HttpResponseMessage ticket = await agent.PostAsync($"/api/v1/sessions/{session}/tickets", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, ticket.StatusCode);
    }

    [Fact]
    public async Task A_second_device_with_the_same_PIN_takes_over_with_4001()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        await using TestHost first = await TestHost.Share(_gateway, pin);
        await first.Draw(0x1, AllTiles);
        await viewer.Shows(0x1, "the first device's picture");
        await using TestHost second = await TestHost.Share(_gateway, pin);
        Assert.Equal(CloseCodes.TakenOver, await first.HearsClose("the first device's close"));
        await second.SendLayout(second.Epoch + 10);
        await second.Draw(0x2, AllTiles);
        await viewer.Shows(0x2, "the second device's picture");
    }

    [Fact]
    public async Task Who_may_no_longer_what_the_connection_was_opened_for_is_closed_with_4003()
    {
        (HttpClient agent, string session, _) = await _gateway.StartSession();
        await using TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        await _gateway.Session(session).Enter(new EnterSession(GatewayUnderTest.Email, "Ann", ParticipantRole.Viewer), TestContext.Current.CancellationToken);
        Assert.Equal(CloseCodes.Revoked, await viewer.HearsClose("the close of who is no agent any more"));
        Assert.Equal("revoked", (await viewer.Hears<Refused>(MessageKind.Refused, "the reason")).Code);
    }

    [Fact]
    public async Task A_host_that_lost_its_connection_resumes_without_the_PIN_and_the_picture_goes_on()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await host.Draw(0x1, AllTiles);
        await viewer.Shows(0x1, "the picture before the loss");
        host.Cut();
        await viewer.Hears<SessionState>(MessageKind.Session, "that the customer is away", state => state.State == "customerAway");
        await using TestHost back = await TestHost.Share(_gateway, await TestHost.Resume(_gateway, host.Place));
        await back.SendLayout(back.Epoch + 1);
        await back.Draw(0x2, AllTiles);
        await viewer.Shows(0x2, "the picture after the resume");
    }

    [Fact]
    public async Task A_customer_who_stops_is_away_and_may_come_back_with_the_PIN()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await viewer.Hears<SessionState>(MessageKind.Session, "that the customer is there", state => state.State == "active");
        await host.Send(new Stop("customer_stopped"));
        await host.HearsClose("the close after the goodbye");
        await viewer.Hears<SessionState>(MessageKind.Session, "that the customer is away", state => state.State == "customerAway");
        await using TestHost back = await TestHost.Share(_gateway, pin);
    }

    [Fact]
    public async Task The_session_is_told_to_agents_with_the_PIN_and_to_viewers_without()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestViewer agents = await TestViewer.Watch(_gateway, agent, session), viewers = await TestViewer.WatchOnly(_gateway, session);
        SessionState toAgent = await agents.Hears<SessionState>(MessageKind.Session, "the session at the agent");
        SessionState toViewer = await viewers.Hears<SessionState>(MessageKind.Session, "the session at the viewer");
        Assert.Equal((pin, $"{_gateway.Origin}/{GatewayUnderTest.Tenant}/{pin}"), (toAgent.Pin, toAgent.CustomerUrl));
        Assert.Equal((null, null), (toViewer.Pin, toViewer.CustomerUrl));
    }

    [Fact]
    public async Task A_relay_lives_as_long_as_its_viewers()
    {
        (HttpClient agent, string session, _) = await _gateway.StartSession();
        TestViewer one = await TestViewer.Watch(_gateway, agent, session), two = await TestViewer.Watch(_gateway, agent, session);
        var key = new SessionKey(GatewayUnderTest.Tenant, session);
        await one.DisposeAsync();
        await Eventually.True(async () => (await _gateway.Session(session).Read())!.Participants.Single().Present, "that the agent is still there");
        Assert.True(_gateway.Relays.Relays(key));
        await two.DisposeAsync();
        await Eventually.True(() => !_gateway.Relays.Relays(key), "that nothing is relayed any more");
        await Eventually.True(async () => !(await _gateway.Session(session).Read())!.Participants.Single().Present, "that the agent is away");
    }
}
