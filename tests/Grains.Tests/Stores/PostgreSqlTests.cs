using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Tests.Sessions;

namespace RemoteAssist.Grains.Tests.Stores;

public sealed class PostgreSqlTests(PostgreSqlServer server)
{
    [Fact]
    public async Task Silos_that_start_at_once_on_an_empty_database_form_one_cluster_that_outlives_each_of_them()
    {
        string database = await server.NewDatabase();
        Task<SiloHost> waiting = SiloHost.ClientOf(database);
        SiloHost[] silos = await Task.WhenAll(SiloHost.PostgreSql(database), SiloHost.PostgreSql(database));
        SiloHost first = silos[0], second = silos[1];
        await using SiloHost client = await waiting;
        var management = client.Client.GetGrain<IManagementGrain>(0);
        await Eventually.Is(async () => (await management.GetHosts(onlyActive: true)).Count == 2, "both silos are active members of one cluster");
        Assert.Equal([HealthStatus.Healthy, HealthStatus.Healthy], [await first.Health(), await second.Health()]);

        SessionKey key = Cluster.NewKey();
        Assert.True(await client.Client.GetGrain<ITenantGrain>(key.Tenant).Create("Acme Support"));
        ISessionGrain session = client.Client.GetGrain<ISessionGrain>(key.ToString());
        SessionSnapshot started = await session.Start(new StartSession("anna@acme.example", "Anna"));
        string ticket = SessionCalls.SecretOf((await session.Enter(SessionCalls.Agent())).Ticket);
        await first.DisposeAsync();
        Assert.Equal(SessionResult.Done, (await session.Redeem(ticket, ParticipantRole.Agent, Guid.NewGuid())).Result);
        Assert.Equal(started.Pin, (await session.Snapshot()).Pin);
        await Eventually.Is(async () => (await management.GetHosts(onlyActive: true)).Count == 1, "the silo that stopped is no member any more");
        await second.DisposeAsync();

        await using SiloHost third = await SiloHost.PostgreSql(database);
        Assert.Equal(started.Version + 1, (await third.Client.GetGrain<ISessionGrain>(key.ToString()).Snapshot()).Version);
    }

    [Fact]
    public async Task Reminders_and_states_are_rows_that_go_when_they_are_done_with()
    {
        string database = await server.NewDatabase();
        await using SiloHost silo = await SiloHost.PostgreSql(database);
        SessionKey key = Cluster.NewKey();
        await silo.Client.GetGrain<ITenantGrain>(key.Tenant).Create("Acme Support");
        ISessionGrain session = silo.Client.GetGrain<ISessionGrain>(key.ToString());
        await session.Start(new StartSession("anna@acme.example", "Anna"));
        IReminderTable reminders = silo.Service<IReminderTable>();
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Single((await reminders.ReadRows(session.GetGrainId())).Reminders).Period);
        Assert.Single((await reminders.ReadRows(0, 0)).Reminders);
        Assert.Equal(4, await Count(database, "OrleansStorage"));
        await session.End(EndReason.AdminEnded);
        Assert.Equal(0, await Count(database, "OrleansRemindersTable"));
        Assert.Equal(3, await Count(database, "OrleansStorage"));
    }

    [Fact]
    public async Task What_a_session_has_acknowledged_is_there_after_its_silo_was_killed()
    {
        string database = await server.NewDatabase();
        using SiloProcess doomed = await SiloProcess.Start(database);
        using SiloProcess other = await SiloProcess.Start(database);
        await using SiloHost client = await SiloHost.ClientOf(database);
        await client.Client.GetGrain<ITenantGrain>(Cluster.Tenant).Create("Acme Support");
        Dictionary<ISessionGrain, (SessionSnapshot Before, Guid Agent)> sessions = [];
        for (int i = 0; i < 8; i++)
        {
            ISessionGrain session = client.Client.GetGrain<ISessionGrain>(Cluster.NewKey().ToString());
            await session.Start(new StartSession("anna@acme.example", "Anna"));
            (Guid agent, _) = await session.Open(SessionCalls.Agent());
            sessions[session] = (await session.Snapshot(), agent);
        }

        doomed.Kill();
        await Task.WhenAll(sessions.Select(async session =>
        {
            Assert.True(await session.Key.Renew(session.Value.Agent));
            SessionSnapshot after = await session.Key.Snapshot();
            Assert.Equal((session.Value.Before.Version, session.Value.Before.Pin), (after.Version, after.Pin));
            await session.Key.End(EndReason.AdminEnded);
        }));
        Assert.True(await other.Answers("ready", System.Net.HttpStatusCode.OK));
        await Execute(database, "ALTER TABLE OrleansQuery RENAME TO Gone");
        Assert.True(await other.Answers("ready", System.Net.HttpStatusCode.ServiceUnavailable));
        Assert.True(await other.Answers("live", System.Net.HttpStatusCode.OK));
    }

    [Fact]
    public async Task Who_is_in_a_session_stays_in_it_while_the_database_is_away()
    {
        string database = await server.NewDatabase();
        await using SiloHost silo = await SiloHost.PostgreSql(database);
        SessionKey key = Cluster.NewKey();
        await silo.Client.GetGrain<ITenantGrain>(key.Tenant).Create("Acme Support");
        ISessionGrain session = silo.Client.GetGrain<ISessionGrain>(key.ToString());
        await session.Start(new StartSession("anna@acme.example", "Anna"));
        (Guid agent, _) = await session.Open(SessionCalls.Agent());
        (Guid host, string resume) = await session.OpenHost();
        SessionSnapshot before = await session.Snapshot();
        await Execute(database, "ALTER TABLE OrleansStorage RENAME TO Gone");
        await Assert.ThrowsAnyAsync<Exception>(() => session.Resume(resume));
        await Assert.ThrowsAnyAsync<Exception>(() => session.Disconnected(host));
        Assert.True(await session.Renew(agent));
        Assert.True(await session.Renew(host));
        Assert.Equal((before.Version, before.Stage), ((await session.Snapshot()).Version, (await session.Snapshot()).Stage));
        await Execute(database, "ALTER TABLE Gone RENAME TO OrleansStorage");
        Assert.Equal(SessionResult.Done, (await session.Resume(resume)).Result);
        await session.Disconnected(host);
        Assert.Equal(SessionStage.CustomerAway, (await session.Snapshot()).Stage);
    }

    private static async Task Execute(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> Count(string database, string table)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection);
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
