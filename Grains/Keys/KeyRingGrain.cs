using System.Collections.Immutable;
using System.Security.Cryptography;
using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Interfaces.Keys;
using RemoteAssist.Grains.State;
using RemoteAssist.Protocol;

namespace RemoteAssist.Grains.Keys;

/// <inheritdoc cref="IKeyRingGrain"/>
internal sealed class KeyRingGrain([PersistentState("keys")] IPersistentState<KeyRingState> storage, TimeProvider time) : Grain, IKeyRingGrain
{
    /// <summary>The most keys that work at one time.</summary>
    internal const int Most = 50;

    private const int IdLength = 12;

    private static readonly TimeSpan Shortest = TimeSpan.FromDays(1), Longest = TimeSpan.FromDays(731);

    private ImmutableArray<StoredKey> Keys => storage.State.Keys;

    /// <inheritdoc/>
    public async Task<CreatedKey?> Create(NewKey key, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(key.Name) || key.Name.Length > Caps.Name) throw new ArgumentException($"A key's name has 1 to {Caps.Name} characters.", nameof(key));
        if (key.Scopes == KeyScopes.None || (key.Scopes & ~KeyScopes.All) != 0) throw new ArgumentException("A key has at least one scope, and only those that there are.", nameof(key));
        if (key.Lifetime < Shortest || key.Lifetime > Longest) throw new ArgumentException($"A key works for {Shortest.TotalDays} to {Longest.TotalDays} days.", nameof(key));
        DateTimeOffset now = time.GetUtcNow();
        ImmutableArray<StoredKey> live = Keys.RemoveAll(known => known.Key.Until <= now);
        if (live.Length >= Most) return null;
        string secret = Secret.New();
        var made = new ApiKey(RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", IdLength), key.Name, key.Scopes, key.By, now, now + key.Lifetime);

        // Noted first: a key that the log does not know must not exist, an entry of a key that was not saved does no harm.
        await Note(made.Id, "created", key.By, "key.created", made.Id, [new("name", made.Name), new("scopes", made.Scopes.ToString()), new("until", made.Until.ToString("O"))]);
        await Save(live.Add(new StoredKey(made, Secret.Hash(secret))));
        return new CreatedKey(made, secret);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ApiKey>> List(CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        return Task.FromResult<ImmutableArray<ApiKey>>([.. Keys.Where(known => known.Key.Until > now).Select(known => known.Key)]);
    }

    /// <inheritdoc/>
    public async Task<bool> Revoke(string id, string by, CancellationToken cancellation)
    {
        if (Keys.FirstOrDefault(known => known.Key.Id == id) is not { } found) return false;
        await Save(Keys.Remove(found));
        await Note(id, "revoked", by, "key.revoked", id, [new("name", found.Key.Name)]);
        return true;
    }

    /// <inheritdoc/>
    public Task<ApiKey?> Check(string id, string secret, CancellationToken cancellation)
    {
        // A wrong id takes as long as a wrong secret.
        byte[] shown = Secret.Hash(secret);
        StoredKey? found = Keys.FirstOrDefault(known => known.Key.Id == id);
        bool right = Secret.Same(found?.Hash, shown) && found!.Key.Until > time.GetUtcNow();

        // Made-up tenants must not fill the memory.
        if (Keys.IsEmpty) DeactivateOnIdle();
        return Task.FromResult(right ? found!.Key : null);
    }

    private Task Note(string id, string what, string by, string action, string subject, ImmutableArray<AuditDetail> details) =>
        GrainFactory.GetGrain<IAuditGrain>(this.GetPrimaryKeyString()).Append([new AuditEntry($"key/{id}/{what}", time.GetUtcNow(), by, action, subject, details)]);

    private Task Save(ImmutableArray<StoredKey> keys) => storage.Save(new KeyRingState { Keys = keys });
}

/// <summary>A tenant's keys as they are kept.</summary>
[GenerateSerializer, Immutable, Alias("key-ring-state/1")]
internal sealed record KeyRingState
{
    /// <summary>The oldest first.</summary>
    [Id(0)]
    public ImmutableArray<StoredKey> Keys { get; init; } = [];
}

/// <summary>A key with its hash.</summary>
[GenerateSerializer, Immutable, Alias("stored-key/1")]
internal sealed record StoredKey([property: Id(0)] ApiKey Key, [property: Id(1)] byte[] Hash);
