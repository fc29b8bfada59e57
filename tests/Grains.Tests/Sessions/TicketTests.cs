using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Tests.Sessions;

public sealed class TicketTests(Cluster cluster)
{
    [Fact]
    public async Task A_ticket_works_once()
    {
        ISessionGrain session = await cluster.Start();
        string secret = SessionCalls.SecretOf((await session.Enter(SessionCalls.Agent())).Ticket);
        Assert.Equal(SessionResult.Done, (await session.Redeem(secret, ParticipantRole.Agent, Guid.NewGuid())).Result);
        Assert.Equal(SessionResult.BadTicket, (await session.Redeem(secret, ParticipantRole.Agent, Guid.NewGuid())).Result);
    }

    [Fact]
    public async Task Of_many_who_show_the_same_ticket_at_once_one_gets_in()
    {
        ISessionGrain session = await cluster.Start();
        string secret = SessionCalls.SecretOf((await session.Enter(SessionCalls.Agent())).Ticket);
        TicketRedeemed[] all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => session.Redeem(secret, ParticipantRole.Agent, Guid.NewGuid())));
        Assert.Single(all, redeemed => redeemed.Result == SessionResult.Done);
    }

    [Fact]
    public async Task A_ticket_works_for_a_minute()
    {
        ISessionGrain session = await cluster.Start();
        string early = SessionCalls.SecretOf((await session.Enter(SessionCalls.Agent())).Ticket);
        string late = SessionCalls.SecretOf((await session.Enter(SessionCalls.Agent())).Ticket);
        cluster.Time.PutForward(Ticket.Lifetime - TimeSpan.FromSeconds(20));
        Assert.Equal(SessionResult.Done, (await session.Redeem(early, ParticipantRole.Agent, Guid.NewGuid())).Result);
        cluster.Time.PutForward(TimeSpan.FromSeconds(20));
        Assert.Equal(SessionResult.BadTicket, (await session.Redeem(late, ParticipantRole.Agent, Guid.NewGuid())).Result);
    }

    [Theory]
    [InlineData(ParticipantRole.Agent, ParticipantRole.Host)]
    [InlineData(ParticipantRole.Viewer, ParticipantRole.Host)]
    [InlineData(ParticipantRole.Viewer, ParticipantRole.Agent)]
    [InlineData(ParticipantRole.Host, ParticipantRole.Agent)]
    [InlineData(ParticipantRole.Host, ParticipantRole.Viewer)]
    public async Task A_ticket_of_another_role_is_refused_and_used_up(ParticipantRole role, ParticipantRole endpoint)
    {
        ISessionGrain session = await cluster.Start();
        string? ticket = role == ParticipantRole.Host
            ? (await session.Join(SessionCalls.Device)).Ticket
            : (await session.Enter(new EnterSession("x@acme.example", "X", role))).Ticket;
        string secret = SessionCalls.SecretOf(ticket);
        Assert.Equal(SessionResult.BadTicket, (await session.Redeem(secret, endpoint, Guid.NewGuid())).Result);
        Assert.Equal(SessionResult.BadTicket, (await session.Redeem(secret, role, Guid.NewGuid())).Result);
    }

    [Fact]
    public async Task An_agent_may_go_where_viewers_may()
    {
        ISessionGrain session = await cluster.Start();
        string secret = SessionCalls.SecretOf((await session.Enter(SessionCalls.Agent())).Ticket);
        Assert.Equal(SessionResult.Done, (await session.Redeem(secret, ParticipantRole.Viewer, Guid.NewGuid())).Result);
    }

    [Fact]
    public async Task A_ticket_of_another_session_is_refused()
    {
        ISessionGrain one = await cluster.Start(), other = await cluster.Start();
        string secret = SessionCalls.SecretOf((await one.Enter(SessionCalls.Agent())).Ticket);
        Assert.Equal(SessionResult.BadTicket, (await other.Redeem(secret, ParticipantRole.Agent, Guid.NewGuid())).Result);
        Assert.Equal(SessionResult.Done, (await one.Redeem(secret, ParticipantRole.Agent, Guid.NewGuid())).Result);
    }

    [Theory]
    [InlineData("")]
    [InlineData("....")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_made_up_ticket_is_refused(string secret)
    {
        ISessionGrain session = await cluster.Start();
        await session.Enter(SessionCalls.Agent());
        Assert.Equal(SessionResult.BadTicket, (await session.Redeem(secret, ParticipantRole.Agent, Guid.NewGuid())).Result);
    }
}
