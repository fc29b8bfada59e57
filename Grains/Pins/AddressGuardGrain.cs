using RemoteAssist.Grains.Interfaces.Pins;

namespace RemoteAssist.Grains.Pins;

/// <inheritdoc cref="IAddressGuardGrain"/>
// Kept a little longer than it takes for all attempts to come back, so that leaving the memory gives nobody more.
[CollectionAgeLimit(Minutes = 70)]
internal sealed class AddressGuardGrain(PinLimits limits, TimeProvider time) : Grain, IAddressGuardGrain
{
    private AttemptBudget _budget;

    /// <inheritdoc/>
    public Task<AddressTurn> Begin(CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        _budget = _budget.After(now, limits.Address);

        // Attempts of a locked address are none: they do not keep it locked, or one hostile neighbour could lock out a whole office.
        bool admitted = !_budget.Shut;
        if (admitted) _budget = _budget.Press(now, limits.Address);
        return Task.FromResult(new AddressTurn(admitted && !_budget.Shut, limits.AnswerAfter(_budget.Used)));
    }

    /// <inheritdoc/>
    public Task Succeeded(CancellationToken cancellation)
    {
        _budget = _budget.GiveBack();
        return Task.CompletedTask;
    }
}
