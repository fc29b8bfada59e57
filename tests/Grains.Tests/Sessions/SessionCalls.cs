using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Tests.Sessions;

/// <summary>What gateways do with a session, in the tests' words.</summary>
internal static class SessionCalls
{
    internal static readonly JoinAsHost Device = new("192.0.2.7");

    internal static EnterSession Agent(string name = "Anna") => new($"{name.ToLowerInvariant()}@acme.example", name, ParticipantRole.Agent);

    internal static EnterSession Viewer(string name) => new($"link-{name}", name, ParticipantRole.Viewer);

    internal static string SecretOf(string? ticket)
    {
        Assert.True(Ticket.TryParse(ticket, out Ticket parsed), "This is not a ticket.");
        return parsed.Secret;
    }

    /// <summary>Enters and opens a socket.</summary>
    internal static async Task<(Guid Connection, int Number)> Open(this ISessionGrain session, EnterSession who)
    {
        TicketIssued issued = await session.Enter(who);
        Assert.Equal(SessionResult.Done, issued.Result);
        var connection = Guid.NewGuid();
        TicketRedeemed redeemed = await session.Redeem(SecretOf(issued.Ticket), who.Role, connection);
        Assert.Equal((SessionResult.Done, issued.Participant), (redeemed.Result, redeemed.Participant));
        return (connection, issued.Participant);
    }

    /// <summary>Joins with the PIN and opens the host's socket.</summary>
    internal static async Task<(Guid Connection, string ResumeSecret)> OpenHost(this ISessionGrain session)
    {
        HostJoined joined = await session.Join(Device);
        Assert.Equal(SessionResult.Done, joined.Result);
        return (await session.OpenHost(joined), joined.ResumeSecret!);
    }

    internal static async Task<Guid> OpenHost(this ISessionGrain session, HostJoined joined)
    {
        var connection = Guid.NewGuid();
        TicketRedeemed redeemed = await session.Redeem(SecretOf(joined.Ticket), ParticipantRole.Host, connection);
        Assert.Equal((SessionResult.Done, 0), (redeemed.Result, redeemed.Participant));
        return connection;
    }

    internal static async Task<SessionSnapshot> Snapshot(this ISessionGrain session)
    {
        SessionSnapshot? snapshot = await session.Read();
        Assert.NotNull(snapshot);
        return snapshot;
    }
}
