namespace RemoteAssist.Grains.Interfaces.Tenants;

/// <summary>One contact center, keyed by the tenant's id.</summary>
[Alias("tenant/1")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Creates the tenant.</summary>
    /// <returns>False when it exists already; nothing is changed then.</returns>
    [Alias("create"), OnceOnly]
    Task<bool> Create(string name, CancellationToken cancellation = default);

    /// <summary>The settings, or null when there is no such tenant.</summary>
    [Alias("read")]
    Task<TenantSettings?> Read(CancellationToken cancellation = default);
}

/// <summary>What a tenant can set.</summary>
/// <param name="Name">The contact center's name, shown to customers.</param>
[GenerateSerializer, Immutable, Alias("tenant-settings/1")]
public sealed record TenantSettings([property: Id(0)] string Name)
{
    /// <summary>The least number of a PIN's digits: 6 to 12, 6 by default.</summary>
    [Id(1)]
    public int PinLength { get; init; } = 6;

    /// <summary>How long a session waits for its customer: 60 min by default.</summary>
    [Id(2)]
    public TimeSpan WaitingLimit { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How long a session lives on without an agent: 30 s by default.</summary>
    [Id(3)]
    public TimeSpan AgentsAwayLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a session lives on when nobody does anything: 4 h by default.</summary>
    [Id(4)]
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Whether an agent must let in every device that joins with a PIN. Not so by default; under attack it is so all the same.</summary>
    [Id(5)]
    public bool ApproveJoins { get; init; }
}
