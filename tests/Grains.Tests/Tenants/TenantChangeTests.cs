using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Tests.Sessions;

namespace RemoteAssist.Grains.Tests.Tenants;

/// <summary>What a tenant's changes mean for its sessions.</summary>
public sealed class TenantChangeTests(Cluster cluster)
{
    private const string Admin = "admin@acme.example";

    [Fact]
    public async Task A_change_reaches_running_sessions_and_is_in_the_log_with_old_and_new_value()
    {
        (ITenantGrain tenant, ISessionGrain[] sessions) = await Start(3);
        (Guid host, _) = await sessions[0].OpenHost();
        await sessions[0].SetConsent(host, SessionRights.See | SessionRights.Control);
        VersionedSettings before = (await tenant.ReadVersion())!;
        TenantSettings wanted = before.Settings with { Features = TenantFeatures.Files, AgentsAwayLimit = TimeSpan.FromMinutes(5), ApproveJoins = true };
        Assert.Equal(SettingsResult.Done, (await tenant.Change(new ChangeSettings(wanted, before.Version, Admin))).Result);
        await Eventually.Is(async () => (await sessions[0].Snapshot()).Rights == SessionRights.See, "what the tenant turned off is no right any more");
        await Eventually.Is(async () => (await sessions[2].Join(SessionCalls.Device)).Result == SessionResult.Waiting, "all sessions want devices approved");

        AuditRow row = Assert.Single((await cluster.Client.GetGrain<IAuditGrain>(tenant.GetPrimaryKeyString()).Read(null, 100)).Rows, row => row.Entry.Action == "settings.changed");
        Assert.Equal(Admin, row.Entry.Actor);
        Assert.Contains(new AuditDetail("agentsAwaySeconds", "30 → 300"), row.Entry.Details);
        Assert.Contains(new AuditDetail("features.control", "true → false"), row.Entry.Details);
        Assert.DoesNotContain(row.Entry.Details, detail => detail.Name == "features.files");
    }

    [Fact]
    public async Task What_a_tenant_turns_on_again_is_a_right_again_without_asking_the_customer()
    {
        (ITenantGrain tenant, ISessionGrain[] sessions) = await Start(1);
        (Guid host, _) = await sessions[0].OpenHost();
        await sessions[0].SetConsent(host, SessionRights.See | SessionRights.Control);
        TenantSettings settings = (await tenant.Read())!;
        await tenant.Change(new ChangeSettings(settings with { Features = TenantFeatures.None }, null, Admin));
        await Eventually.Is(async () => (await sessions[0].Snapshot()).Rights == SessionRights.See, "control is off");
        await tenant.Change(new ChangeSettings(settings, null, Admin));
        await Eventually.Is(async () => (await sessions[0].Snapshot()).Rights.HasFlag(SessionRights.Control), "control is on again");
    }

    [Fact]
    public async Task New_limits_hold_for_sessions_that_run_already()
    {
        (ITenantGrain tenant, ISessionGrain[] sessions) = await Start(1);
        (Guid agent, _) = await sessions[0].Open(SessionCalls.Agent());
        TenantSettings settings = (await tenant.Read())!;
        await tenant.Change(new ChangeSettings(settings with { AgentsAwayLimit = TimeSpan.FromMinutes(10), Name = "Renamed" }, null, Admin));
        await Eventually.Is(async () => (await sessions[0].Join(SessionCalls.Device)).TenantName == "Renamed", "the session knows the change");
        await sessions[0].Disconnected(agent);
        cluster.Time.PutForward(TimeSpan.FromMinutes(9));
        Assert.Equal(SessionStage.AgentsAway, (await sessions[0].Snapshot()).Stage);
        cluster.Time.PutForward(TimeSpan.FromMinutes(1));
        Assert.Equal(SessionStage.Ended, (await sessions[0].Snapshot()).Stage);
    }

    [Fact]
    public async Task Of_two_who_change_the_same_version_the_second_is_told()
    {
        (ITenantGrain tenant, _) = await Start(0);
        VersionedSettings now = (await tenant.ReadVersion())!;
        Assert.Equal(SettingsResult.Done, (await tenant.Change(new ChangeSettings(now.Settings with { PinLength = 7 }, now.Version, Admin))).Result);
        SettingsChange second = await tenant.Change(new ChangeSettings(now.Settings with { PinLength = 8 }, now.Version, Admin));
        Assert.Equal((SettingsResult.Outdated, 7), (second.Result, second.Now!.Settings.PinLength));
    }

    [Fact]
    public async Task Settings_that_are_not_allowed_change_nothing()
    {
        (ITenantGrain tenant, _) = await Start(0);
        TenantSettings settings = (await tenant.Read())!;
        SettingsChange change = await tenant.Change(new ChangeSettings(settings with { PinLength = 4, LargestBatch = 5 }, null, Admin));
        Assert.Equal((SettingsResult.NotAllowed, "'pinLength' is '4'; it must be 6 to 12 digits."), (change.Result, Assert.Single(change.Faults!).ToString()));
        Assert.Equal(1000, (await tenant.Read())!.LargestBatch);
    }

    [Fact]
    public async Task A_suspended_tenant_has_no_sessions_and_starts_none_until_it_is_resumed()
    {
        (ITenantGrain tenant, ISessionGrain[] sessions) = await Start(5);
        Assert.True((await tenant.Suspend(true))!.Suspended);
        foreach (ISessionGrain session in sessions)
            await Eventually.Is(async () => (await session.Snapshot()).EndReason == EndReason.AdminEnded, "a session of a suspended tenant ends");
        Assert.Null(await tenant.Read());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Begin(tenant));
        await tenant.Suspend(false);
        await Begin(tenant);
        Assert.Equal(1, (await tenant.Status())!.LiveSessions);
    }

    [Fact]
    public async Task A_session_that_the_tenant_could_not_reach_asks_for_itself()
    {
        (ITenantGrain tenant, ISessionGrain[] sessions) = await Start(1);
        await cluster.Service<Records.ISessionRecordStore>().Remove(tenant.GetPrimaryKeyString(), (await sessions[0].Snapshot()).Key.Session, TestContext.Current.CancellationToken);
        await tenant.Suspend(true);
        await sessions[0].AsReference<IRemindable>().ReceiveReminder("deadline", default);
        Assert.Equal(EndReason.AdminEnded, (await sessions[0].Snapshot()).EndReason);
    }

    [Fact]
    public async Task A_deleted_tenant_leaves_no_record_and_its_id_is_never_used_again()
    {
        (ITenantGrain tenant, ISessionGrain[] sessions) = await Start(2);
        Assert.True(await tenant.Delete());
        Assert.Equal(SessionStage.Ended, (await sessions[1].Snapshot()).Stage);
        Assert.Empty((await cluster.Client.GetGrain<IAuditGrain>(tenant.GetPrimaryKeyString()).Read(null, 10)).Rows);
        Assert.Null(await tenant.Status());
        Assert.False(await tenant.Create("Again"));
        Assert.False(await cluster.Client.GetGrain<ITenantGrain>("never-was").Delete());
    }

    [Fact]
    public async Task A_start_that_fails_leaves_nothing_behind()
    {
        ITenantGrain tenant = cluster.Client.GetGrain<ITenantGrain>($"gone-{Guid.NewGuid():N}"[..20]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Begin(tenant));
        Assert.Empty(await cluster.Service<Records.ISessionRecordStore>().Live(tenant.GetPrimaryKeyString(), TestContext.Current.CancellationToken));
    }

    private async Task<(ITenantGrain Tenant, ISessionGrain[] Sessions)> Start(int sessions)
    {
        ITenantGrain tenant = cluster.Client.GetGrain<ITenantGrain>($"set-{Guid.NewGuid():N}"[..20]);
        await tenant.Create("Set");
        List<ISessionGrain> started = [];
        for (int i = 0; i < sessions; i++) started.Add(await Begin(tenant));
        return (tenant, [.. started]);
    }

    private async Task<ISessionGrain> Begin(ITenantGrain tenant)
    {
        ISessionGrain session = cluster.Session(Cluster.NewKey(tenant.GetPrimaryKeyString()));
        await session.Start(new StartSession("anna@acme.example", "Anna"));
        return session;
    }
}
