using System.Collections.Immutable;

namespace RemoteAssist.Grains.Interfaces.Keys;

/// <summary>One tenant's API keys, keyed by the tenant's id. Holds hashes, never a key.</summary>
[Alias("key-ring/1")]
public interface IKeyRingGrain : IGrainWithStringKey
{
    /// <summary>Makes a key.</summary>
    /// <returns>The key with its secret, which nobody can read again, or null when the tenant has as many as it may.</returns>
    [Alias("create"), OnceOnly]
    Task<CreatedKey?> Create(NewKey key, CancellationToken cancellation = default);

    /// <summary>The keys that work, the oldest first.</summary>
    [Alias("list")]
    Task<ImmutableArray<ApiKey>> List(CancellationToken cancellation = default);

    /// <summary>Makes a key useless at once.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="by">The account that revokes it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False when there is no such key.</returns>
    [Alias("revoke")]
    Task<bool> Revoke(string id, string by, CancellationToken cancellation = default);

    /// <summary>Checks a key that was shown.</summary>
    /// <returns>The key, or null when it is wrong, expired or revoked.</returns>
    [Alias("check")]
    Task<ApiKey?> Check(string id, string secret, CancellationToken cancellation = default);
}

/// <summary>What a key may do.</summary>
[Flags]
public enum KeyScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Starts sessions on behalf of agents, reads, lists and ends them.</summary>
    Sessions = 1,

    /// <summary>Reads reports.</summary>
    Reports = 2,

    /// <summary>Reads the audit log.</summary>
    Audit = 4,

    /// <summary>Reads and changes settings.</summary>
    Settings = 8,

    /// <summary>All of it.</summary>
    All = Sessions | Reports | Audit | Settings,
}

/// <summary>A key to make.</summary>
/// <param name="Name">What it is for, to tell it from others.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Lifetime">How long it works: 1 day to 2 years.</param>
/// <param name="By">The account that makes it.</param>
[GenerateSerializer, Immutable, Alias("new-key/1")]
public sealed record NewKey([property: Id(0)] string Name, [property: Id(1)] KeyScopes Scopes, [property: Id(2)] TimeSpan Lifetime, [property: Id(3)] string By);

/// <summary>A key as others may know it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedBy">The account that made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Until">When it stops working.</param>
[GenerateSerializer, Immutable, Alias("api-key/1")]
public sealed record ApiKey(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] KeyScopes Scopes,
    [property: Id(3)] string CreatedBy,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] DateTimeOffset Until);

/// <summary>A key that was just made.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">Its secret: 256 bits, base64url. Shown once.</param>
[GenerateSerializer, Immutable, Alias("created-key/1")]
public sealed record CreatedKey([property: Id(0)] ApiKey Key, [property: Id(1)] string Secret)
{
    /// <summary>Without the secret: records print themselves into logs.</summary>
    public override string ToString() => Key.ToString();
}
