using RemoteAssist.Grains.Audit;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Records;
using RemoteAssist.Grains.Tests.Sessions;

namespace RemoteAssist.Grains.Tests.Audit;

/// <summary>What a session leaves behind.</summary>
public sealed class HistoryTests(Cluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_that_happened_in_a_session_is_in_the_tenants_log_once_and_in_its_order()
    {
        (IAuditGrain audit, ISessionGrain session, SessionKey key) = await Start();
        (_, int number) = await session.Open(SessionCalls.Agent());
        (Guid host, _) = await session.OpenHost();
        await session.SetConsent(host, SessionRights.See);
        await session.SetConsent(host, SessionRights.None);
        await cluster.Forget(session);
        await session.Leave(number);
        await session.End(EndReason.AdminEnded, "boss@acme.example");
        await session.End(EndReason.AdminEnded, "boss@acme.example");

        AuditRow[] rows = [.. (await audit.Read(null, 100)).Rows.Reverse()];
        Assert.Equal(
            ["session.started", "device.joined", "device.connected", "consent.changed", "consent.changed", "session.left", "device.disconnected", "session.ended"],
            rows.Select(row => row.Entry.Action).Where(action => action != "tenant.created"));
        Assert.All(rows.Where(row => row.Entry.Action != "tenant.created"), row => Assert.Equal(key.Session, row.Entry.Subject));
        Assert.Equal("boss@acme.example", rows[^1].Entry.Actor);
        Assert.Contains(new AuditDetail("reason", "AdminEnded"), rows[^1].Entry.Details);
        Assert.Null((await AuditVerification.Verify(cluster.Service<IAuditStore>(), key.Tenant, Cancel)).Problem);
    }

    [Fact]
    public async Task A_session_leaves_a_record_of_who_when_and_what_was_seen()
    {
        (_, ISessionGrain session, SessionKey key) = await Start();
        (Guid agent, _) = await session.Open(SessionCalls.Agent());
        (Guid host, string resume) = await session.OpenHost();
        cluster.Time.PutForward(TimeSpan.FromSeconds(5));
        await session.SetSystem(host, new CustomerSystem("linux", "Debian\0 12", "carla", "desk", "0.1.0"));
        await session.SetConsent(host, SessionRights.See | SessionRights.Control);
        DateTimeOffset seen = cluster.Time.GetUtcNow();
        await session.OpenHost(await session.Resume(resume));
        cluster.Time.PutForward(TimeSpan.FromSeconds(5));
        await session.Disconnected(agent);
        DateTimeOffset unseen = cluster.Time.GetUtcNow();
        cluster.Time.PutForward(TimeSpan.FromSeconds(5));
        await session.End(EndReason.AgentLeft);

        StoredSessionRecord stored = Assert.Single(await cluster.Service<ISessionRecordStore>().Read(new RecordQuery(key.Tenant), Cancel));
        SessionRecord record = stored.Record;
        Assert.Equal((key.Session, true, EndReason.AgentLeft, 1), (stored.Session, record.Joined, record.EndReason, record.Reconnects));
        Assert.InRange(record.FirstSeen!.Value, seen - TimeSpan.FromSeconds(2), seen);
        Assert.InRange(record.LastSeen!.Value, unseen - TimeSpan.FromSeconds(2), unseen);
        Assert.Equal(("linux", SessionCalls.Device.Address, "anna@acme.example"), (record.System!.Os, record.Address, record.Agent));
        Assert.Equal("Anna", Assert.Single(record.People).Name);
        Assert.Empty(await cluster.Service<ISessionRecordStore>().Live(key.Tenant, Cancel));
    }

    [Fact]
    public async Task A_session_that_no_customer_joined_is_in_no_report_but_in_the_log()
    {
        (IAuditGrain audit, ISessionGrain session, SessionKey key) = await Start();
        Assert.Equal([key.Session], await cluster.Service<ISessionRecordStore>().Live(key.Tenant, Cancel));
        await session.End(EndReason.AgentLeft);
        Assert.Empty(await cluster.Service<ISessionRecordStore>().Read(new RecordQuery(key.Tenant, JoinedOnly: true), Cancel));
        Assert.Contains((await audit.Read(null, 100)).Rows, row => row.Entry.Action == "session.ended");
    }

    [Fact]
    public async Task Pages_of_the_log_follow_each_other_without_gaps()
    {
        IAuditGrain audit = cluster.Client.GetGrain<IAuditGrain>($"log-{Guid.NewGuid():N}"[..20]);
        AuditEntry[] entries = [.. Enumerable.Range(1, 7).Select(i => new AuditEntry($"e{i}", DateTimeOffset.UnixEpoch, "a", "b", "c", []))];
        await audit.Append([.. entries[..4]]);
        await audit.Append([.. entries[2..]]);
        AuditPage first = await audit.Read(null, 4), second = await audit.Read(first.Rows[^1].Number, 4);
        Assert.Equal(["e7", "e6", "e5", "e4", "e3", "e2", "e1"], [.. first.Rows.Concat(second.Rows).Select(row => row.Entry.Id)]);
        Assert.Equal((true, false), (first.More, second.More));
    }

    private async Task<(IAuditGrain Audit, ISessionGrain Session, SessionKey Key)> Start()
    {
        SessionKey key = Cluster.NewKey($"log-{Guid.NewGuid():N}"[..20]);
        await cluster.Client.GetGrain<ITenantGrain>(key.Tenant).Create("Log");
        ISessionGrain session = cluster.Session(key);
        await session.Start(new StartSession("anna@acme.example", "Anna"));
        return (cluster.Client.GetGrain<IAuditGrain>(key.Tenant), session, key);
    }
}
