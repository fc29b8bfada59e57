using Orleans.Concurrency;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Interfaces.Tenants;

/// <summary>
/// One contact center, keyed by the tenant's id. What sessions ask is answered while it waits for them: neither must wait for the other.
/// </summary>
[Alias("tenant/1")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Creates the tenant.</summary>
    /// <returns>False when there is one, or was one: ids are never used again. Nothing is changed then.</returns>
    [Alias("create"), OnceOnly]
    Task<bool> Create(string name, CancellationToken cancellation = default);

    /// <summary>The settings, or null when there is no such tenant or it is suspended: both look the same to all but the operator.</summary>
    [Alias("read"), AlwaysInterleave]
    Task<TenantSettings?> Read(CancellationToken cancellation = default);

    /// <summary>The settings with their version; null as for <see cref="Read"/>.</summary>
    [Alias("read-version"), AlwaysInterleave]
    Task<VersionedSettings?> ReadVersion(CancellationToken cancellation = default);

    /// <summary>What sessions need of the settings; null as for <see cref="Read"/>, and then they end.</summary>
    [Alias("policy"), AlwaysInterleave]
    Task<SessionPolicy?> Policy(CancellationToken cancellation = default);

    /// <summary>
    /// Puts other settings in the place of all of them, when all are allowed. Running sessions learn of it within two seconds, or within a
    /// minute when their silo is just failing. The change is in the audit log with old and new values.
    /// </summary>
    [Alias("change"), OnceOnly]
    Task<SettingsChange> Change(ChangeSettings change, CancellationToken cancellation = default);

    /// <summary>Suspends the tenant or lets it go on. Suspended, it has no sign-in and no PIN, and its sessions end within a minute.</summary>
    /// <returns>How it stands then, or null when there is no such tenant.</returns>
    [Alias("suspend")]
    Task<TenantStatus?> Suspend(bool suspended, CancellationToken cancellation = default);

    /// <summary>Deletes the tenant for good: its sessions end, and what they left behind and the audit log are removed.</summary>
    /// <returns>False when there is no such tenant.</returns>
    [Alias("delete")]
    Task<bool> Delete(CancellationToken cancellation = default);

    /// <summary>How the tenant stands, for the operator; null when there is none.</summary>
    [Alias("status")]
    Task<TenantStatus?> Status(CancellationToken cancellation = default);
}

/// <summary>How a tenant stands.</summary>
/// <param name="Name">The contact center's name.</param>
/// <param name="Suspended">Whether it is suspended.</param>
/// <param name="LiveSessions">Sessions that have not ended.</param>
[GenerateSerializer, Immutable, Alias("tenant-status/1")]
public sealed record TenantStatus([property: Id(0)] string Name, [property: Id(1)] bool Suspended, [property: Id(2)] int LiveSessions);

/// <summary>Settings and their version.</summary>
/// <param name="Version">Counts up with every change, from 1.</param>
/// <param name="Settings">The settings.</param>
[GenerateSerializer, Immutable, Alias("versioned-settings/1")]
public sealed record VersionedSettings([property: Id(0)] long Version, [property: Id(1)] TenantSettings Settings);

/// <summary>New settings.</summary>
/// <param name="Settings">All of them.</param>
/// <param name="Expected">The version that they were made from; null: whatever it is.</param>
/// <param name="By">The account that changes them.</param>
[GenerateSerializer, Immutable, Alias("change-settings/1")]
public sealed record ChangeSettings([property: Id(0)] TenantSettings Settings, [property: Id(1)] long? Expected, [property: Id(2)] string By);

/// <summary>What a change came to.</summary>
public enum SettingsResult
{
    /// <summary>The settings are as was wanted.</summary>
    Done = 0,

    /// <summary>There is no such tenant.</summary>
    NotFound,

    /// <summary>At least one value is not allowed; nothing was changed.</summary>
    NotAllowed,

    /// <summary>Somebody else has changed them since; nothing was changed.</summary>
    Outdated,
}

/// <summary>The answer to <see cref="ITenantGrain.Change"/>.</summary>
/// <param name="Result">What it came to.</param>
/// <param name="Now">The settings as they stand, when there is such a tenant.</param>
/// <param name="Faults">What is not allowed.</param>
[GenerateSerializer, Immutable, Alias("settings-change/1")]
public sealed record SettingsChange(
    [property: Id(0)] SettingsResult Result,
    [property: Id(1)] VersionedSettings? Now = null,
    [property: Id(2)] IReadOnlyList<SettingFault>? Faults = null);

/// <summary>A value that is not allowed.</summary>
/// <param name="Key">The setting, such as <c>pinLength</c>.</param>
/// <param name="Value">The value, cut.</param>
/// <param name="Allowed">What is allowed, such as <c>6 to 12 digits</c>.</param>
[GenerateSerializer, Immutable, Alias("setting-fault/1")]
public sealed record SettingFault([property: Id(0)] string Key, [property: Id(1)] string Value, [property: Id(2)] string Allowed)
{
    /// <summary>The fault as a sentence.</summary>
    public override string ToString() => $"'{Key}' is {(Value.Length == 0 ? "empty" : $"'{Value}'")}; it must be {Allowed}.";
}

/// <summary>What a session needs of its tenant's settings.</summary>
/// <param name="Version">The settings' version; an older policy than the one known changes nothing.</param>
/// <param name="TenantName">The contact center's name.</param>
/// <param name="Waiting">How long it waits for its customer.</param>
/// <param name="AgentsAway">How long it lives on without an agent.</param>
/// <param name="Idle">How long it lives on when nobody does anything.</param>
/// <param name="ApproveJoins">Whether an agent must let in every device.</param>
/// <param name="Allowed">What the tenant allows of what customers grant.</param>
[GenerateSerializer, Immutable, Alias("session-policy/1")]
public sealed record SessionPolicy(
    [property: Id(0)] long Version,
    [property: Id(1)] string TenantName,
    [property: Id(2)] TimeSpan Waiting,
    [property: Id(3)] TimeSpan AgentsAway,
    [property: Id(4)] TimeSpan Idle,
    [property: Id(5)] bool ApproveJoins,
    [property: Id(6)] SessionRights Allowed);
