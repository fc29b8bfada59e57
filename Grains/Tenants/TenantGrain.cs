using Microsoft.Extensions.Logging;
using RemoteAssist.Grains.Audit;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Records;
using RemoteAssist.Grains.State;
using RemoteAssist.Protocol;

namespace RemoteAssist.Grains.Tenants;

/// <inheritdoc cref="ITenantGrain"/>
internal sealed partial class TenantGrain(
    [PersistentState("tenant")] IPersistentState<TenantState> storage,
    TenantCeilings ceilings,
    ISessionRecordStore records,
    IAuditStore log,
    TimeProvider time,
    ILogger<TenantGrain> logger) : Grain, ITenantGrain
{
    private const string Operator = "operator";

    private TenantSessions? _sessions;

    private string Id => this.GetPrimaryKeyString();

    private TenantState State => storage.State;

    private bool Exists => State is { Settings: not null, Deleted: false };

    private bool Works => Exists && !State.Suspended;

    private TenantSessions Sessions => _sessions ??= new TenantSessions(Id, GrainFactory, records, logger);

    /// <inheritdoc/>
    public async Task<bool> Create(string name, CancellationToken cancellation)
    {
        if (!SessionKey.IsTenant(Id))
            throw new ArgumentException($"A tenant's id is 1 to {SessionKey.LongestTenant} of a-z, 0-9 and -, not '{Id}'.");
        if (string.IsNullOrWhiteSpace(name) || name.Length > Caps.Name)
            throw new ArgumentException($"A tenant's name has 1 to {Caps.Name} characters, not {name?.Length ?? 0}.", nameof(name));
        if (State.Settings is not null) return false;
        await Save(new TenantState { Settings = new TenantSettings(name).Under(ceilings), Version = 1 }, Operator, "tenant.created", [new AuditDetail("name", name)]);
        return true;
    }

    /// <inheritdoc/>
    public async Task<TenantSettings?> Read(CancellationToken cancellation) => (await ReadVersion(cancellation))?.Settings;

    /// <inheritdoc/>
    public Task<VersionedSettings?> ReadVersion(CancellationToken cancellation)
    {
        // Made-up tenants must not fill the memory.
        if (State.Settings is null) DeactivateOnIdle();
        return Task.FromResult(Works ? Now() : null);
    }

    /// <inheritdoc/>
    public Task<SessionPolicy?> Policy(CancellationToken cancellation) => Task.FromResult(Works ? Now().Settings.Policy(State.Version) : null);

    /// <inheritdoc/>
    public async Task<SettingsChange> Change(ChangeSettings change, CancellationToken cancellation)
    {
        if (!Works) return new SettingsChange(SettingsResult.NotFound);
        VersionedSettings now = Now();
        if (change.Expected is { } expected && expected != now.Version) return new SettingsChange(SettingsResult.Outdated, now);
        if (TenantRules.Check(change.Settings, ceilings) is { Count: > 0 } faults) return new SettingsChange(SettingsResult.NotAllowed, now, faults);
        var difference = TenantRules.Difference(now.Settings, change.Settings);
        if (difference.IsEmpty) return new SettingsChange(SettingsResult.Done, now);
        await Save(State with { Settings = change.Settings, Version = State.Version + 1 }, change.By, "settings.changed", difference);
        Sessions.Tell(Now().Settings.Policy(State.Version));
        return new SettingsChange(SettingsResult.Done, Now());
    }

    /// <inheritdoc/>
    public async Task<TenantStatus?> Suspend(bool suspended, CancellationToken cancellation)
    {
        if (!Exists) return null;
        if (State.Suspended != suspended) await Save(State with { Suspended = suspended, Version = State.Version + 1 }, Operator, suspended ? "tenant.suspended" : "tenant.resumed", []);
        if (suspended) Sessions.Tell(null);
        return await Status(cancellation);
    }

    /// <inheritdoc/>
    public async Task<bool> Delete(CancellationToken cancellation)
    {
        if (State.Settings is null) return false;
        if (!State.Deleted) await Save(State with { Deleted = true, Settings = new TenantSettings("deleted"), Version = State.Version + 1, Pending = [] }, null, "", []);

        // Again after a failure, until nothing is left. What a session writes as it ends is gone with the rest.
        Sessions.Tell(null);
        await Sessions.Told();
        await records.Purge(Id, CancellationToken.None);
        await log.Purge(Id, CancellationToken.None);
        LogDeleted(Id);
        return true;
    }

    /// <inheritdoc/>
    public async Task<TenantStatus?> Status(CancellationToken cancellation) =>
        Exists ? new TenantStatus(State.Settings!.Name, State.Suspended, (await records.Live(Id, cancellation)).Count) : null;

    private VersionedSettings Now() => new(State.Version, State.Settings!.Under(ceilings));

    /// <summary>Saves the state with the entry of the audit log, in one write; the entry goes to the log from there.</summary>
    private async Task Save(TenantState next, string? actor, string action, System.Collections.Immutable.ImmutableArray<AuditDetail> details)
    {
        if (actor is not null)
            next = next with { Pending = next.Pending.Add(new AuditEntry($"tenant/{next.Version}", time.GetUtcNow(), actor, action, Id, details)) };
        await storage.Save(next);
        await Note();
    }

    private async Task Note()
    {
        if (State.Pending.IsEmpty) return;
        try
        {
            await GrainFactory.GetGrain<IAuditGrain>(Id).Append(State.Pending);

            // Gone from the state with the next save: the log knows an entry again by its id.
            storage.State = State with { Pending = [] };
        }
        catch (Exception exception)
        {
            LogNotNoted(exception, Id);
        }
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Entries that a silo could not bring to the log before it died.
        if (!State.Pending.IsEmpty) this.RegisterGrainTimer(_ => Note(), new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = false });
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = LogEvents.TenantNotNoted, Level = LogLevel.Warning, Message = "A change of tenant {Tenant} could not be written to the audit log; it is kept and written later.")]
    private partial void LogNotNoted(Exception exception, string tenant);

    [LoggerMessage(EventId = LogEvents.TenantDeleted, Level = LogLevel.Information, Message = "Tenant {Tenant} was deleted.")]
    private partial void LogDeleted(string tenant);
}
