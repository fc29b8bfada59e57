using RemoteAssist.Grains.Interfaces.Pins;
using RemoteAssist.Grains.State;

namespace RemoteAssist.Grains.Pins;

/// <inheritdoc cref="IPinGrain"/>
internal sealed class PinGrain([PersistentState("pin")] IPersistentState<PinState> storage, TimeProvider time) : Grain, IPinGrain
{
    private string? Owner => storage.State.Until > time.GetUtcNow() ? storage.State.Session : null;

    /// <inheritdoc/>
    public async Task<bool> Claim(string session, DateTimeOffset until, CancellationToken cancellation)
    {
        if (Owner is { } owner && owner != session) return false;
        await storage.Save(new PinState { Session = session, Until = until });
        return true;
    }

    /// <inheritdoc/>
    public Task<string?> Resolve(CancellationToken cancellation)
    {
        string? owner = Owner;

        // Guessed PINs must not fill the memory.
        if (owner is null) DeactivateOnIdle();
        return Task.FromResult(owner);
    }

    /// <inheritdoc/>
    public async Task<bool> Release(string session, CancellationToken cancellation)
    {
        bool owned = storage.State.Session == session;
        if (owned) await storage.ClearStateAsync(CancellationToken.None);
        DeactivateOnIdle();
        return owned;
    }
}

/// <summary>Which session has a PIN.</summary>
[GenerateSerializer, Immutable, Alias("pin-state/1")]
internal sealed record PinState
{
    /// <summary>The session's id.</summary>
    [Id(0)]
    public string? Session { get; init; }

    /// <summary>When the claim ends by itself.</summary>
    [Id(1)]
    public DateTimeOffset Until { get; init; }
}
