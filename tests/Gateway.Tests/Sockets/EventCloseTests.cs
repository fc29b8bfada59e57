using System.Net;
using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Tests.Sockets;

/// <summary>
/// Connections whose time is over close because the session says so, at once: in these gateways nobody renews a lease or reads a session again,
/// which would close them some seconds later all the same.
/// </summary>
public sealed class EventCloseTests
{
    [Fact]
    public async Task The_end_of_a_session_closes_its_sockets_by_itself()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.StartWithoutClockwork();
        (HttpClient agent, string session, string pin) = await gateway.StartSession();
        await using TestHost host = await TestHost.Share(gateway, pin);
        await using TestViewer viewer = await TestViewer.Watch(gateway, agent, session);
        using HttpResponseMessage ended = await agent.DeleteAsync($"/api/v1/sessions/{session}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        foreach (Peer peer in (Peer[])[host, viewer]) Assert.Equal(CloseCodes.SessionEnded, await peer.HearsClose("the close of an ended session"));
    }

    [Fact]
    public async Task A_device_that_takes_over_closes_the_first_by_itself()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.StartWithoutClockwork();
        (_, _, string pin) = await gateway.StartSession();
        await using TestHost first = await TestHost.Share(gateway, pin);
        await using TestHost second = await TestHost.Share(gateway, pin);
        Assert.Equal(CloseCodes.TakenOver, await first.HearsClose("the first device's close"));
    }

    [Fact]
    public async Task Who_may_no_longer_look_is_closed_by_itself()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.StartWithoutClockwork();
        (HttpClient agent, string session, _) = await gateway.StartSession();
        await using TestViewer viewer = await TestViewer.Watch(gateway, agent, session);
        await gateway.Session(session).Enter(new EnterSession(GatewayUnderTest.Email, "Ann", ParticipantRole.Viewer), TestContext.Current.CancellationToken);
        Assert.Equal(CloseCodes.Revoked, await viewer.HearsClose("the close of who is no agent any more"));
    }
}
