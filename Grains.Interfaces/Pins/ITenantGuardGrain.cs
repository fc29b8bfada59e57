namespace RemoteAssist.Grains.Interfaces.Pins;

/// <summary>
/// How many PINs all the world has tried in one tenant, keyed by the tenant's id. When they are too many the tenant is under attack: typed
/// PINs then need an agent's approval. It is never shut, because then anybody could shut it.
/// </summary>
[Alias("tenant-guard/1")]
public interface ITenantGuardGrain : IGrainWithStringKey
{
    /// <summary>Counts an attempt before it is made.</summary>
    /// <returns>Whether the tenant is under attack, so that the attempt needs approval.</returns>
    [Alias("begin")]
    Task<bool> Begin(CancellationToken cancellation = default);

    /// <summary>The attempt was a PIN that works: it does not count.</summary>
    [Alias("succeeded"), OnceOnly]
    Task Succeeded(CancellationToken cancellation = default);

    /// <summary>Whether the tenant is under attack now.</summary>
    [Alias("under-attack")]
    Task<bool> UnderAttack(CancellationToken cancellation = default);
}
