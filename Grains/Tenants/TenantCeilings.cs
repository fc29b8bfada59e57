namespace RemoteAssist.Grains.Tenants;

/// <summary>What no tenant can set higher: the operator's limits.</summary>
public sealed record TenantCeilings
{
    /// <summary>The largest file in bytes. Default: 1 GiB.</summary>
    public long LargestFile { get; init; } = 1L << 30;

    /// <summary>How long a session lives on when nobody does anything. Default: 24 h.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(24);
}
