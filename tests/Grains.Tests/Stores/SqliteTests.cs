using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Grains.Interfaces.Pins;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Tests.Sessions;
using RemoteAssist.Silo.Stores;

namespace RemoteAssist.Grains.Tests.Stores;

public sealed class SqliteTests
{
    [Fact]
    public async Task A_session_its_tickets_and_its_people_outlive_a_restart_of_the_process()
    {
        using var directory = new TemporaryDirectory();
        SessionKey key = Cluster.NewKey();
        SessionSnapshot before;
        string ticket, used, resume;
        Guid agent, host;
        await using (SiloHost first = await SiloHost.Local(directory.Path))
        {
            Assert.True(await first.Client.GetGrain<ITenantGrain>(key.Tenant).Create("Acme Support"));
            Assert.True(await first.Client.GetGrain<IAccountGrain>($"{key.Tenant}/anna@acme.example").Create(new NewAccount("Anna", AccountRole.Agent, "correct horse")));
            ISessionGrain session = first.Client.GetGrain<ISessionGrain>(key.ToString());
            await session.Start(new StartSession("anna@acme.example", "Anna"));
            used = SessionCalls.SecretOf((await session.Enter(SessionCalls.Agent())).Ticket);
            agent = Guid.NewGuid();
            Assert.Equal(SessionResult.Done, (await session.Redeem(used, ParticipantRole.Agent, agent)).Result);
            (host, resume) = await session.OpenHost();
            await session.SetLayout(host, new ScreenLayout(3, 1, [new ScreenSize(800, 600, true), new ScreenSize(1024, 768, false)]));
            await session.SetConsent(host, SessionRights.See | SessionRights.Control);
            await session.SetSystem(host, new CustomerSystem("linux", "Debian", "carla", "desk", "0.1.0"));
            ticket = SessionCalls.SecretOf((await session.Enter(SessionCalls.Agent("Bert"))).Ticket);
            before = await session.Snapshot();
        }

        await using SiloHost second = await SiloHost.Local(directory.Path);
        ISessionGrain again = second.Client.GetGrain<ISessionGrain>(key.ToString());
        SessionSnapshot after = await again.Snapshot();
        Assert.Equal(before.Layout!.Screens, after.Layout!.Screens);
        Assert.Equal(before.Participants, after.Participants);
        Assert.Equal(before with { Participants = [], Layout = null }, after with { Participants = [], Layout = null });
        Assert.Equal(key.Session, await second.Client.GetGrain<IPinGrain>($"{key.Tenant}/{after.Pin}").Resolve());
        Assert.True(await again.Renew(agent));
        Assert.True(await again.Renew(host));
        Assert.Equal(SessionResult.BadTicket, (await again.Redeem(used, ParticipantRole.Agent, Guid.NewGuid())).Result);
        Assert.Equal(SessionResult.Done, (await again.Redeem(ticket, ParticipantRole.Agent, Guid.NewGuid())).Result);
        Assert.Equal(SessionResult.Done, (await again.Resume(resume)).Result);
        Assert.NotNull(await second.Client.GetGrain<IAccountGrain>($"{key.Tenant}/anna@acme.example").SignIn("correct horse"));
    }

    [Fact]
    public async Task No_secret_stands_in_the_file_and_nobody_but_its_owner_may_read_it()
    {
        using var directory = new TemporaryDirectory();
        SessionKey key = Cluster.NewKey();
        string[] secrets;
        await using (SiloHost silo = await SiloHost.Local(directory.Path))
        {
            Assert.Equal(HealthStatus.Healthy, await silo.Health());
            await silo.Client.GetGrain<ITenantGrain>(key.Tenant).Create("Acme Support");
            IAccountGrain account = silo.Client.GetGrain<IAccountGrain>($"{key.Tenant}/anna@acme.example");
            await account.Create(new NewAccount("Anna", AccountRole.Agent, "correct horse"));
            ISessionGrain session = silo.Client.GetGrain<ISessionGrain>(key.ToString());
            await session.Start(new StartSession("anna@acme.example", "Anna"));
            string ticket = SessionCalls.SecretOf((await session.Enter(SessionCalls.Agent())).Ticket);
            HostJoined joined = await session.Join(SessionCalls.Device);
            string link = (await account.IssueLink(TimeSpan.FromHours(1), once: true))!;
            secrets = ["correct horse", ticket, SessionCalls.SecretOf(joined.Ticket), joined.ResumeSecret!, link];
        }

        SqliteConnection.ClearAllPools();
        string file = Path.Join(directory.Path, "remoteassist.db");
        string content = string.Concat(Directory.GetFiles(directory.Path).Select(path => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path))));
        Assert.Contains(key.Session, content, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, content, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_session_has_a_reminder_as_long_as_it_lives()
    {
        using var directory = new TemporaryDirectory();
        SessionKey key = Cluster.NewKey();
        await using SiloHost silo = await SiloHost.Local(directory.Path);
        await silo.Client.GetGrain<ITenantGrain>(key.Tenant).Create("Acme Support");
        ISessionGrain session = silo.Client.GetGrain<ISessionGrain>(key.ToString());
        await session.Start(new StartSession("anna@acme.example", "Anna"));
        IReminderTable reminders = silo.Service<IReminderTable>();
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Single((await reminders.ReadRows(session.GetGrainId())).Reminders).Period);
        await session.End(EndReason.AdminEnded);
        Assert.Empty((await reminders.ReadRows(session.GetGrainId())).Reminders);
    }

    [Fact]
    public async Task Preparing_a_store_twice_or_at_once_does_no_harm()
    {
        using var directory = new TemporaryDirectory();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new SqliteStore(directory.Path).Prepare(default))));
        await new SqliteStore(directory.Path).Prepare(default);
        await new SqliteStore(directory.Path).Check(default);
        SqliteConnection.ClearAllPools();
    }
}
