using System.Collections.Immutable;
using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Grains.Tenants;

/// <summary>A tenant as it is kept.</summary>
[GenerateSerializer, Immutable, Alias("tenant-state/1")]
internal sealed record TenantState
{
    /// <summary>The settings; null when there is no such tenant.</summary>
    [Id(0)]
    public TenantSettings? Settings { get; init; }

    /// <summary>Counts up with every change, from 1.</summary>
    [Id(1)]
    public long Version { get; init; } = 1;

    /// <summary>Whether the operator has suspended it.</summary>
    [Id(2)]
    public bool Suspended { get; init; }

    /// <summary>Whether it was deleted: its id is never used again.</summary>
    [Id(3)]
    public bool Deleted { get; init; }

    /// <summary>Entries that are not known to be in the audit log yet.</summary>
    [Id(4)]
    public ImmutableArray<AuditEntry> Pending { get; init; } = [];
}
