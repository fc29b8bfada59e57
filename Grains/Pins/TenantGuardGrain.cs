using Microsoft.Extensions.Logging;
using RemoteAssist.Grains.Interfaces.Pins;

namespace RemoteAssist.Grains.Pins;

/// <inheritdoc cref="ITenantGuardGrain"/>
internal sealed partial class TenantGuardGrain(
    [PersistentState("tenant-guard")] IPersistentState<TenantGuardState> storage,
    PinLimits limits,
    TimeProvider time,
    ILogger<TenantGuardGrain> logger) : Grain, ITenantGuardGrain
{
    /// <summary>How many attempts the death of a silo may forget: not every wrong PIN is worth a write.</summary>
    private const int Unsaved = 10;

    private AttemptBudget _budget;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _budget = storage.State.Budget;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<bool> Begin(CancellationToken cancellation)
    {
        bool before = _budget.Shut;
        _budget = _budget.Press(time.GetUtcNow(), limits.Tenant);
        if (_budget.Shut && !before) LogAttack(this.GetPrimaryKeyString());
        await Keep();
        return _budget.Shut;
    }

    /// <inheritdoc/>
    public Task Succeeded(CancellationToken cancellation)
    {
        _budget = _budget.GiveBack();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> UnderAttack(CancellationToken cancellation) => Task.FromResult(_budget.After(time.GetUtcNow(), limits.Tenant).Shut);

    private async Task Keep()
    {
        TenantGuardState last = storage.State;
        if (last.Budget.Shut == _budget.Shut && Math.Abs(_budget.Used - last.Budget.Used) < Unsaved) return;
        storage.State = new TenantGuardState { Budget = _budget };
        try
        {
            await storage.WriteStateAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The count in memory stays right, and customers go on joining while the store is away.
            storage.State = last;
            LogNotSaved(exception, this.GetPrimaryKeyString());
        }
    }

    [LoggerMessage(EventId = LogEvents.TenantUnderAttack, Level = LogLevel.Warning, Message = "Tenant {Tenant} is under attack: too many wrong PINs were tried. Typed PINs need an agent's approval until it stops.")]
    private partial void LogAttack(string tenant);

    [LoggerMessage(EventId = LogEvents.AttemptsNotSaved, Level = LogLevel.Warning, Message = "The number of PINs tried in tenant {Tenant} could not be saved.")]
    private partial void LogNotSaved(Exception exception, string tenant);
}

/// <summary>A tenant's attempts as they are kept.</summary>
[GenerateSerializer, Immutable, Alias("tenant-guard-state/1")]
internal sealed record TenantGuardState
{
    /// <summary>What is left of them.</summary>
    [Id(0)]
    public AttemptBudget Budget { get; init; }
}
