using RemoteAssist.Grains.Interfaces.Pins;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Tests.Sessions;

public sealed class DeadlineTests(Cluster cluster)
{
    [Fact]
    public async Task A_connection_that_is_not_renewed_is_over()
    {
        ISessionGrain session = await cluster.Start();
        (Guid agent, _) = await session.Open(SessionCalls.Agent());
        (Guid host, _) = await session.OpenHost();
        cluster.Time.PutForward(Leases.Lifetime - TimeSpan.FromSeconds(5));
        Assert.True(await session.Renew(agent));
        cluster.Time.PutForward(TimeSpan.FromSeconds(5));
        Assert.Equal(SessionStage.CustomerAway, (await session.Snapshot()).Stage);
        Assert.False(await session.Renew(host));
        Assert.True(await session.Renew(agent));
    }

    [Fact]
    public async Task A_session_ends_thirty_seconds_after_its_last_agent_went()
    {
        ISessionGrain session = await cluster.Start();
        (Guid agent, _) = await session.Open(SessionCalls.Agent());
        await session.Disconnected(agent);
        cluster.Time.PutForward(TimeSpan.FromSeconds(25));
        Assert.Equal(SessionStage.AgentsAway, (await session.Snapshot()).Stage);
        cluster.Time.PutForward(TimeSpan.FromSeconds(5));
        SessionSnapshot ended = await session.Snapshot();
        Assert.Equal((SessionStage.Ended, EndReason.AgentLeft), (ended.Stage, ended.EndReason));
    }

    [Fact]
    public async Task An_agent_who_comes_back_in_time_keeps_the_session()
    {
        ISessionGrain session = await cluster.Start();
        (_, int number) = await session.Open(SessionCalls.Agent());
        await session.Leave(number);
        Assert.Equal(SessionStage.AgentsAway, (await session.Snapshot()).Stage);
        cluster.Time.PutForward(TimeSpan.FromSeconds(25));
        await session.Open(SessionCalls.Agent());
        cluster.Time.PutForward(TimeSpan.FromSeconds(10));
        Assert.Equal(SessionStage.Waiting, (await session.Snapshot()).Stage);
    }

    [Fact]
    public async Task A_session_ends_on_time_though_nobody_asks_for_it()
    {
        ISessionGrain session = await cluster.Start();
        string pin = (await session.Snapshot()).Pin;
        (_, int number) = await session.Open(SessionCalls.Agent());
        await session.Leave(number);
        cluster.Time.PutForward(TimeSpan.FromSeconds(29));
        await session.Enter(SessionCalls.Agent());
        IPinGrain grain = cluster.Client.GetGrain<IPinGrain>($"{Cluster.Tenant}/{pin}");
        await Eventually.Is(async () => await grain.Resolve() is null, "the PIN of a session whose agents stayed away is given back");
    }

    [Fact]
    public async Task A_reminder_ends_what_no_timer_is_left_to_end()
    {
        ISessionGrain session = await cluster.Start();
        string pin = (await session.Snapshot()).Pin;
        (_, int number) = await session.Open(SessionCalls.Agent());
        await session.Leave(number);
        await cluster.Forget(session);
        cluster.Time.PutForward(TimeSpan.FromMinutes(3));
        await session.AsReference<IRemindable>().ReceiveReminder("deadline", default);
        Assert.Null(await cluster.Client.GetGrain<IPinGrain>($"{Cluster.Tenant}/{pin}").Resolve());
        Assert.Equal(EndReason.AgentLeft, (await session.Snapshot()).EndReason);
    }

    [Fact]
    public async Task A_session_that_moved_to_another_silo_throws_nobody_out()
    {
        ISessionGrain session = await cluster.Start();
        (Guid agent, _) = await session.Open(SessionCalls.Agent());
        (Guid host, _) = await session.OpenHost();
        SessionSnapshot before = await session.Snapshot();
        await cluster.Forget(session);
        cluster.Time.PutForward(Leases.Lifetime);
        Assert.True(await session.Renew(agent));
        Assert.True(await session.Renew(host));
        SessionSnapshot after = await session.Snapshot();
        Assert.Equal((before.Version, before.Stage, before.HostConnection), (after.Version, after.Stage, after.HostConnection));
    }

    [Fact]
    public async Task Agents_who_were_gone_when_the_session_moved_get_the_time_to_come_back()
    {
        ISessionGrain session = await cluster.Start();
        (Guid agent, _) = await session.Open(SessionCalls.Agent());
        await session.Disconnected(agent);
        await cluster.Forget(session);
        cluster.Time.PutForward(TimeSpan.FromSeconds(40));
        Assert.Equal(SessionStage.AgentsAway, (await session.Snapshot()).Stage);
        cluster.Time.PutForward(Leases.Lifetime);
        Assert.Equal(SessionStage.Ended, (await session.Snapshot()).Stage);
    }

    [Fact]
    public async Task Activity_keeps_a_session_beyond_its_idle_limit_and_outlives_a_move()
    {
        ISessionGrain session = await cluster.Start();
        (Guid agent, _) = await session.Open(SessionCalls.Agent());
        await session.OpenHost();
        for (int hour = 0; hour < 3; hour++)
        {
            cluster.Time.PutForward(TimeSpan.FromHours(1));
            await session.Active(agent);
            Assert.True(await session.Renew(agent));
        }

        await cluster.Forget(session);
        cluster.Time.PutForward(TimeSpan.FromHours(3));
        Assert.True(await session.Renew(agent));
        cluster.Time.PutForward(TimeSpan.FromHours(1));
        Assert.False(await session.Renew(agent));
        Assert.Equal(EndReason.TimedOut, (await session.Snapshot()).EndReason);
    }

    [Fact]
    public async Task Agents_are_warned_before_an_idle_session_ends_and_not_any_more_once_somebody_did_something()
    {
        ISessionGrain session = await cluster.Start();
        (Guid agent, _) = await session.Open(SessionCalls.Agent());
        await session.OpenHost();
        cluster.Time.PutForward(TimeSpan.FromHours(4) - TimeSpan.FromMinutes(6));
        Assert.True(await session.Renew(agent));
        Assert.Null((await session.Snapshot()).IdleEndsAt);
        cluster.Time.PutForward(TimeSpan.FromMinutes(1.5));
        await session.Renew(agent);
        SessionSnapshot warned = await session.Snapshot();
        Assert.InRange(warned.IdleEndsAt!.Value - cluster.Time.GetUtcNow(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        await session.Active(agent);
        Assert.Null((await session.Snapshot()).IdleEndsAt);
    }
}
