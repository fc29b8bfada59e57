using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Protocol;

namespace RemoteAssist.Grains.Tenants;

/// <inheritdoc cref="ITenantGrain"/>
internal sealed class TenantGrain([PersistentState("tenant")] IPersistentState<TenantState> storage) : Grain, ITenantGrain
{
    /// <inheritdoc/>
    public async Task<bool> Create(string name, CancellationToken cancellation)
    {
        string tenant = this.GetPrimaryKeyString();
        if (!SessionKey.IsTenant(tenant))
            throw new ArgumentException($"A tenant's id is 1 to {SessionKey.LongestTenant} of a-z, 0-9 and -, not '{tenant}'.");
        if (string.IsNullOrWhiteSpace(name) || name.Length > Caps.Name)
            throw new ArgumentException($"A tenant's name has 1 to {Caps.Name} characters, not {name?.Length ?? 0}.", nameof(name));
        if (storage.State.Settings is not null) return false;
        storage.State = new TenantState { Settings = new TenantSettings(name) };
        try
        {
            await storage.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            storage.State = new TenantState();
            throw;
        }

        return true;
    }

    /// <inheritdoc/>
    public Task<TenantSettings?> Read(CancellationToken cancellation)
    {
        if (storage.State.Settings is null) DeactivateOnIdle();
        return Task.FromResult(storage.State.Settings);
    }
}

/// <summary>A tenant as it is kept.</summary>
[GenerateSerializer, Immutable, Alias("tenant-state/1")]
internal sealed record TenantState
{
    /// <summary>The settings; null when there is no such tenant.</summary>
    [Id(0)]
    public TenantSettings? Settings { get; init; }
}
