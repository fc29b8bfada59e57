using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Sessions;
using RemoteAssist.Grains.Tenants;

namespace RemoteAssist.Grains.Tests.Sessions;

/// <summary>The time limits of product.md, section 3, to the tick.</summary>
public sealed class SessionLimitTests
{
    private static readonly DateTimeOffset Start = SessionModel.Start;

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private static SessionState New() =>
        SessionStart.Begin(new SessionKey("acme", "S1"), new StartSession("anna@acme.example", "Anna"), new TenantSettings("Acme").Policy(1), "482913", Start);

    private static EndReason EndedBy(SessionState state, DateTimeOffset now) => state.Advance([], default, default, now).EndReason;

    private static SessionState WithHost(SessionState state, DateTimeOffset now, Guid connection)
    {
        byte[] ticket = Secret.Hash($"host{now.Ticks}");
        return state.Join(ticket, Secret.Hash("resume"), "192.0.2.7", now).State.Redeem(ticket, ParticipantRole.Host, connection, now).State;
    }

    private static SessionState WithAgent(SessionState state, DateTimeOffset now, Guid connection)
    {
        byte[] ticket = Secret.Hash($"agent{now.Ticks}");
        return state.Enter(SessionCalls.Agent(), ticket, now).State.Redeem(ticket, ParticipantRole.Agent, connection, now).State;
    }

    [Fact]
    public void A_session_waits_an_hour_for_its_customer_whether_its_agent_is_there_or_not()
    {
        SessionState alone = New(), watched = WithAgent(New(), Start + TimeSpan.FromMinutes(50), Guid.NewGuid());
        foreach (SessionState state in new[] { alone, watched })
        {
            Assert.Equal(EndReason.None, EndedBy(state, Start + TimeSpan.FromHours(1) - Tick));
            Assert.Equal(EndReason.TimedOut, EndedBy(state, Start + TimeSpan.FromHours(1)));
        }
    }

    [Fact]
    public void The_waiting_is_over_once_a_customer_has_been_there()
    {
        Guid host = Guid.NewGuid();
        SessionState state = WithHost(New(), Start + TimeSpan.FromMinutes(59), host).Drop([host], Start + TimeSpan.FromMinutes(60));
        Assert.Equal(SessionStage.CustomerAway, state.Stage);
        Assert.Equal(EndReason.None, EndedBy(state, Start + TimeSpan.FromHours(2)));
    }

    [Fact]
    public void A_session_in_which_nobody_does_anything_ends_after_four_hours()
    {
        SessionState state = WithAgent(WithHost(New(), Start, Guid.NewGuid()), Start, Guid.NewGuid());
        DateTimeOffset end = Start + TimeSpan.FromHours(4);
        Assert.Equal(EndReason.None, EndedBy(state, end - Tick));
        Assert.Equal(EndReason.TimedOut, EndedBy(state, end));
        Assert.Equal(EndReason.None, state.Advance([], Start + TimeSpan.FromHours(1), default, end).EndReason);
    }

    [Fact]
    public void The_thirty_seconds_run_from_the_last_agent_s_going_and_start_anew_after_a_return()
    {
        Guid first = Guid.NewGuid(), second = Guid.NewGuid();
        SessionState away = WithAgent(WithHost(New(), Start, Guid.NewGuid()), Start, first).Drop([first], Start + TimeSpan.FromMinutes(5));
        DateTimeOffset end = Start + TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(30);
        Assert.Equal(SessionStage.AgentsAway, away.Stage);
        Assert.Equal(EndReason.None, EndedBy(away, end - Tick));
        Assert.Equal(EndReason.AgentLeft, EndedBy(away, end));
        SessionState back = WithAgent(away, end - Tick, second);
        Assert.Equal(SessionStage.Active, back.Stage);
        Assert.Equal(EndReason.None, EndedBy(back.Drop([second], end), end + TimeSpan.FromSeconds(30) - Tick));
    }

    [Fact]
    public void A_viewer_does_not_keep_a_session_whose_agents_are_gone()
    {
        Guid agent = Guid.NewGuid();
        byte[] ticket = Secret.Hash("viewer");
        SessionState state = WithAgent(New(), Start, agent);
        state = state.Enter(SessionCalls.Viewer("expert"), ticket, Start).State.Redeem(ticket, ParticipantRole.Viewer, Guid.NewGuid(), Start).State;
        Assert.Equal(SessionStage.AgentsAway, state.Drop([agent], Start).Stage);
    }

    [Fact]
    public void An_agent_whose_socket_never_opened_is_not_away()
    {
        SessionState state = New();
        Assert.Equal(SessionStage.Waiting, state.Stage);
        Assert.Equal(EndReason.None, EndedBy(state, Start + TimeSpan.FromMinutes(59)));
    }

    [Fact]
    public void Whoever_enters_a_full_session_takes_the_place_of_somebody_absent_or_is_refused()
    {
        SessionState state = New();
        for (int i = 0; i < SessionCaps.Members * 2; i++)
        {
            byte[] ticket = Secret.Hash($"t{i}");
            Step<(SessionResult Result, int Participant)> entered = state.Enter(SessionCalls.Agent($"p{i}"), ticket, Start);
            Assert.Equal(i < SessionCaps.Members ? SessionResult.Done : SessionResult.Full, entered.Answer.Result);
            state = entered.Answer.Result == SessionResult.Done ? entered.State.Redeem(ticket, ParticipantRole.Agent, Guid.NewGuid(), Start).State : entered.State;
        }

        Assert.Equal(SessionCaps.Members, state.Members.Length);
        Assert.DoesNotContain(state.Members, member => member.Account == "anna@acme.example");
    }
}
