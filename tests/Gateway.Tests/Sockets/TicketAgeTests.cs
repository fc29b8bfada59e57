using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Gateway.Tests.Sockets;

/// <summary>A ticket grows old.</summary>
public sealed class TicketAgeTests
{
    [Fact]
    public async Task A_ticket_is_refused_after_its_time()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start();
        (HttpClient agent, string session, _) = await gateway.StartSession();
        string ticket = await TestViewer.Ticket(agent, session);
        gateway.Shift(Ticket.Lifetime + TimeSpan.FromSeconds(1));
        RefusedBeforeUpgradeException refused = await Assert.ThrowsAsync<RefusedBeforeUpgradeException>(() => TestViewer.Open(gateway, ticket));
        Assert.Equal(401, refused.Status);
        await using TestViewer viewer = await TestViewer.Watch(gateway, agent, session);
    }
}
