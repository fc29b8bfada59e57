using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Sessions;

namespace RemoteAssist.Grains.Tests.Sessions;

/// <summary>Devices that an agent must let in.</summary>
public sealed class KnockTests(Cluster cluster)
{
    private static readonly JoinAsHost Stranger = new("198.51.100.9", Approve: true);

    [Fact]
    public async Task A_device_that_needs_approval_gets_no_ticket_before_an_agent_lets_it_in()
    {
        ISessionGrain session = await cluster.Start();
        HostJoined knock = await session.Join(Stranger);
        Assert.Equal((SessionResult.Waiting, null), (knock.Result, knock.Ticket));
        HostJoined asked = await session.Resume(knock.ResumeSecret!);
        Assert.Equal((SessionResult.Waiting, null, knock.Code), (asked.Result, asked.Ticket, asked.Code));
        Knocker shown = Assert.Single((await session.Snapshot()).Knocking);
        Assert.Equal((knock.Code, Stranger.Address), (shown.Code, shown.Address));

        Assert.Equal(SessionResult.Done, await session.Decide(knock.Code, admit: true));
        HostJoined joined = await session.Resume(knock.ResumeSecret!);
        Assert.Equal(SessionResult.Done, joined.Result);
        await session.OpenHost(joined);
        SessionSnapshot after = await session.Snapshot();
        Assert.Equal((SessionStage.Active, 0), (after.Stage, after.Knocking.Length));
    }

    [Fact]
    public async Task A_device_that_is_turned_away_stays_out()
    {
        ISessionGrain session = await cluster.Start();
        HostJoined knock = await session.Join(Stranger);
        await session.Decide(knock.Code, admit: false);
        Assert.Equal(SessionResult.BadTicket, (await session.Resume(knock.ResumeSecret!)).Result);
        Assert.Equal(SessionResult.NotFound, await session.Decide(knock.Code, admit: true));
    }

    [Fact]
    public async Task A_device_that_nobody_answers_is_out_after_two_minutes()
    {
        ISessionGrain session = await cluster.Start();
        HostJoined knock = await session.Join(Stranger);
        cluster.Time.PutForward(SessionKnocks.Patience);
        Assert.Equal(SessionResult.BadTicket, (await session.Resume(knock.ResumeSecret!)).Result);
        Assert.Empty((await session.Snapshot()).Knocking);
    }

    [Fact]
    public async Task Who_knocks_does_not_disturb_the_customer_who_is_there_and_who_is_let_in_takes_over()
    {
        ISessionGrain session = await cluster.Start();
        (Guid host, _) = await session.OpenHost();
        HostJoined first = await session.Join(Stranger), second = await session.Join(Stranger);
        Assert.NotEqual(first.Code, second.Code);
        Assert.Equal(host, (await session.Snapshot()).HostConnection);
        await session.Decide(second.Code, admit: true);
        Assert.Null((await session.Snapshot()).HostConnection);
        Assert.False(await session.Renew(host));
        Assert.Equal(SessionResult.BadTicket, (await session.Resume(first.ResumeSecret!)).Result);
    }

    [Fact]
    public async Task Only_a_few_can_knock_at_one_time()
    {
        ISessionGrain session = await cluster.Start();
        for (int i = 0; i < SessionKnocks.Most; i++) Assert.Equal(SessionResult.Waiting, (await session.Join(Stranger)).Result);
        Assert.Equal(SessionResult.NotFound, (await session.Join(Stranger)).Result);
    }

    [Fact]
    public async Task Who_knocks_still_waits_after_the_session_moved()
    {
        ISessionGrain session = await cluster.Start();
        HostJoined knock = await session.Join(Stranger);
        await cluster.Forget(session);
        Assert.Equal(SessionResult.Waiting, (await session.Resume(knock.ResumeSecret!)).Result);
    }
}
