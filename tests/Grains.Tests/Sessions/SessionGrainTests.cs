using RemoteAssist.Grains.Interfaces.Pins;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Tests.Sessions;

public sealed class SessionGrainTests(Cluster cluster)
{
    [Fact]
    public async Task A_started_session_waits_with_its_agent_and_a_pin_that_leads_to_it()
    {
        ISessionGrain session = await cluster.Start();
        SessionSnapshot snapshot = await session.Snapshot();
        Assert.Equal((1, SessionStage.Waiting), (snapshot.Version, snapshot.Stage));
        Assert.Equal(new Participant(1, "anna@acme.example", "Anna", ParticipantRole.Agent, Present: false), Assert.Single(snapshot.Participants));
        Assert.Matches("^[0-9]{6,}$", snapshot.Pin);
        Assert.Equal(snapshot.Key.Session, await cluster.Client.GetGrain<IPinGrain>($"{Cluster.Tenant}/{snapshot.Pin}").Resolve());
    }

    [Fact]
    public async Task Starting_the_same_session_again_starts_nothing()
    {
        ISessionGrain session = await cluster.Start();
        SessionSnapshot first = await session.Snapshot();
        SessionSnapshot second = await session.Start(new StartSession("bert@acme.example", "Bert"));
        Assert.Equal((first.Pin, first.Version, first.StartedAt), (second.Pin, second.Version, second.StartedAt));
        Assert.Equal("Anna", Assert.Single(second.Participants).Name);
    }

    [Fact]
    public async Task No_session_starts_in_a_tenant_that_does_not_exist()
    {
        ISessionGrain session = cluster.Session(Cluster.NewKey("nobody"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.Start(new StartSession("anna@nobody.example", "Anna")));
        Assert.Null(await session.Read());
    }

    [Fact]
    public async Task A_session_that_was_never_started_is_not_found_and_does_not_come_to_be()
    {
        ISessionGrain session = cluster.Session(Cluster.NewKey());
        Assert.Null(await session.Read());
        Assert.Equal(SessionResult.NotFound, (await session.Enter(SessionCalls.Agent())).Result);
        Assert.Equal(SessionResult.NotFound, (await session.Join(SessionCalls.Device)).Result);
        Assert.Equal(SessionResult.NotFound, (await session.Resume("secret")).Result);
        Assert.Equal(SessionResult.NotFound, (await session.Redeem("secret", ParticipantRole.Host, Guid.NewGuid())).Result);
        Assert.False(await session.Renew(Guid.NewGuid()));
        await session.Leave(1);
        await session.End(EndReason.AdminEnded);
        Assert.Null(await session.Read());
    }

    [Fact]
    public async Task A_made_up_key_does_not_stay_in_memory_and_a_started_session_does()
    {
        ISessionGrain session = await cluster.Start(), other = cluster.Session(Cluster.NewKey());
        Assert.Equal(SessionResult.NotFound, (await other.Redeem("secret", ParticipantRole.Host, Guid.NewGuid())).Result);
        await Eventually.Is(() => !cluster.Remembers(other), "a session that does not exist leaves the memory");
        Assert.True(cluster.Remembers(session));
    }

    [Theory]
    [InlineData(0, 0, 600)]
    [InlineData(1, 1, 600)]
    [InlineData(17, 0, 600)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 0, 16_385)]
    public async Task A_layout_that_no_screen_can_have_is_not_heard(int screens, int active, int height)
    {
        ISessionGrain session = await cluster.Start();
        (Guid host, _) = await session.OpenHost();
        await session.SetLayout(host, new ScreenLayout(1, (ushort)active, [.. Enumerable.Repeat(new ScreenSize(800, height, false), screens)]));
        Assert.Null((await session.Snapshot()).Layout);
    }

    [Fact]
    public async Task Agent_and_customer_are_present_from_the_opening_of_their_sockets_to_the_closing()
    {
        ISessionGrain session = await cluster.Start();
        (Guid agent, int number) = await session.Open(SessionCalls.Agent());
        Assert.Equal(1, number);
        Assert.True(Assert.Single((await session.Snapshot()).Participants).Present);
        (Guid host, _) = await session.OpenHost();
        SessionSnapshot active = await session.Snapshot();
        Assert.Equal((SessionStage.Active, host), (active.Stage, active.HostConnection));
        await session.Disconnected(host);
        Assert.Equal(SessionStage.CustomerAway, (await session.Snapshot()).Stage);
        await session.Disconnected(agent);
        SessionSnapshot away = await session.Snapshot();
        Assert.Equal(SessionStage.AgentsAway, away.Stage);
        Assert.False(Assert.Single(away.Participants).Present);
    }

    [Fact]
    public async Task A_page_that_reloads_is_present_as_long_as_one_of_its_sockets_is_open()
    {
        ISessionGrain session = await cluster.Start();
        (Guid before, _) = await session.Open(SessionCalls.Agent());
        (Guid after, int number) = await session.Open(SessionCalls.Agent());
        Assert.Equal(1, number);
        await session.Disconnected(before);
        Assert.True(Assert.Single((await session.Snapshot()).Participants).Present);
        Assert.False(await session.Renew(before));
        Assert.True(await session.Renew(after));
    }

    [Fact]
    public async Task What_the_customer_tells_is_heard_from_the_current_connection_only()
    {
        ISessionGrain session = await cluster.Start();
        (Guid host, _) = await session.OpenHost();
        var layout = new ScreenLayout(1, 0, [new ScreenSize(1920, 1080, Primary: true)]);
        var system = new CustomerSystem("linux", "Debian GNU/Linux 12", "carla", "desk-4", "0.1.0");
        await session.SetLayout(Guid.NewGuid(), layout);
        await session.SetConsent(Guid.NewGuid(), SessionRights.Control);
        await session.SetSystem(Guid.NewGuid(), system);
        SessionSnapshot deaf = await session.Snapshot();
        Assert.Equal((null, SessionRights.None, null), (deaf.Layout, deaf.Rights, deaf.System));
        await session.SetLayout(host, layout);
        await session.SetConsent(host, SessionRights.See | SessionRights.Control);
        await session.SetSystem(host, system);
        SessionSnapshot told = await session.Snapshot();
        Assert.Equal(layout.Screens[0], Assert.Single(told.Layout!.Screens));
        Assert.Equal((SessionRights.See | SessionRights.Control, system), (told.Rights, told.System));
        Assert.Equal(deaf.Version + 3, told.Version);
        await session.SetConsent(host, SessionRights.See | SessionRights.Control);
        Assert.Equal(told.Version, (await session.Snapshot()).Version);
    }

    [Fact]
    public async Task A_second_device_takes_the_session_over_from_the_first()
    {
        ISessionGrain session = await cluster.Start();
        (Guid first, string firstSecret) = await session.OpenHost();
        await session.SetConsent(first, SessionRights.See);
        HostJoined joined = await session.Join(SessionCalls.Device);
        Assert.False(await session.Renew(first));
        Assert.Equal(SessionRights.None, (await session.Snapshot()).Rights);
        Guid second = await session.OpenHost(joined);
        Assert.Equal(second, (await session.Snapshot()).HostConnection);
        Assert.True(await session.Renew(second));
        Assert.Equal(SessionResult.BadTicket, (await session.Resume(firstSecret)).Result);
    }

    [Fact]
    public async Task A_ticket_of_the_first_device_is_dead_once_a_second_has_joined()
    {
        ISessionGrain session = await cluster.Start();
        HostJoined first = await session.Join(SessionCalls.Device);
        await session.Join(SessionCalls.Device);
        TicketRedeemed late = await session.Redeem(SessionCalls.SecretOf(first.Ticket), ParticipantRole.Host, Guid.NewGuid());
        Assert.Equal(SessionResult.BadTicket, late.Result);
    }

    [Fact]
    public async Task The_same_device_resumes_without_the_pin_and_keeps_what_was_agreed()
    {
        ISessionGrain session = await cluster.Start();
        (Guid first, string secret) = await session.OpenHost();
        await session.SetConsent(first, SessionRights.See);
        await session.Disconnected(first);
        Assert.Equal(SessionResult.BadTicket, (await session.Resume("wrong")).Result);
        HostJoined resumed = await session.Resume(secret);
        Assert.Equal((SessionResult.Done, secret, "Anna", "Acme Support"), (resumed.Result, resumed.ResumeSecret, resumed.AskedBy, resumed.TenantName));
        Guid second = await session.OpenHost(resumed);
        SessionSnapshot snapshot = await session.Snapshot();
        Assert.Equal((SessionStage.Active, second, SessionRights.See), (snapshot.Stage, snapshot.HostConnection, snapshot.Rights));
        Assert.Equal(SessionResult.Done, (await session.Resume(secret)).Result);
    }

    [Fact]
    public async Task An_agent_who_leaves_is_out_and_comes_back_under_the_same_number()
    {
        ISessionGrain session = await cluster.Start();
        (Guid anna, _) = await session.Open(SessionCalls.Agent());
        (Guid bert, int second) = await session.Open(SessionCalls.Agent("Bert"));
        TicketIssued unused = await session.Enter(SessionCalls.Agent("Bert"));
        await session.Leave(second);
        Assert.False(await session.Renew(bert));
        Assert.True(await session.Renew(anna));
        Assert.Equal(["Anna"], (await session.Snapshot()).Participants.Select(person => person.Name));
        Assert.Equal(SessionResult.BadTicket, (await session.Redeem(SessionCalls.SecretOf(unused.Ticket), ParticipantRole.Agent, Guid.NewGuid())).Result);
        Assert.Equal(second, (await session.Open(SessionCalls.Agent("Bert"))).Number);
    }

    [Fact]
    public async Task An_ended_session_refuses_everything_and_gives_its_pin_back()
    {
        ISessionGrain session = await cluster.Start();
        string pin = (await session.Snapshot()).Pin;
        (Guid agent, _) = await session.Open(SessionCalls.Agent());
        (Guid host, string resume) = await session.OpenHost();
        string ticket = SessionCalls.SecretOf((await session.Enter(SessionCalls.Agent())).Ticket);
        await session.End(EndReason.CustomerStopped);
        SessionSnapshot ended = await session.Snapshot();
        Assert.Equal((SessionStage.Ended, EndReason.CustomerStopped, ""), (ended.Stage, ended.EndReason, ended.Pin));
        Assert.Null(ended.HostConnection);
        Assert.False(await session.Renew(agent));
        Assert.False(await session.Renew(host));
        Assert.Equal(SessionResult.Ended, (await session.Enter(SessionCalls.Agent())).Result);
        Assert.Equal(SessionResult.Ended, (await session.Join(SessionCalls.Device)).Result);
        Assert.Equal(SessionResult.Ended, (await session.Resume(resume)).Result);
        Assert.Equal(SessionResult.Ended, (await session.Redeem(ticket, ParticipantRole.Agent, Guid.NewGuid())).Result);
        Assert.Null(await cluster.Client.GetGrain<IPinGrain>($"{Cluster.Tenant}/{pin}").Resolve());
        await session.End(EndReason.AdminEnded);
        Assert.Equal((EndReason.CustomerStopped, ended.Version), ((await session.Snapshot()).EndReason, (await session.Snapshot()).Version));
    }

    [Fact]
    public async Task Agents_and_the_new_device_are_told_when_a_device_takes_over()
    {
        ISessionGrain session = await cluster.Start();
        Assert.Equal(1, (await session.Join(SessionCalls.Device)).Devices);
        (Guid first, string resume) = await session.OpenHost();
        Assert.Equal(2, (await session.Resume(resume)).Devices);
        long before = (await session.Snapshot()).Version;
        Assert.Equal(3, (await session.Join(SessionCalls.Device)).Devices);
        SessionSnapshot after = await session.Snapshot();
        Assert.Equal((before + 1, 3), (after.Version, after.Devices));
        Assert.False(await session.Renew(first));
    }
}
