namespace RemoteAssist.Grains.Interfaces.Pins;

/// <summary>
/// How many PINs of each length are live in one tenant, keyed by the tenant's id, so that new ones are made long enough. A reservation that
/// is not given back ends by itself; where a failure makes the count wrong it is too high, never too low.
/// </summary>
[Alias("pin-quota/1")]
public interface IPinQuotaGrain : IGrainWithStringKey
{
    /// <summary>Reserves a PIN of the least length that has room.</summary>
    /// <param name="least">The fewest digits that the tenant wants.</param>
    /// <param name="until">When the reservation ends by itself.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The length, or 0 when even the longest PINs are all taken.</returns>
    [Alias("reserve"), OnceOnly]
    Task<int> Reserve(int least, DateTimeOffset until, CancellationToken cancellation = default);

    /// <summary>Reserves a PIN of this length for longer; the earlier reservation is given back afterwards.</summary>
    [Alias("extend"), OnceOnly]
    Task Extend(int length, DateTimeOffset until, CancellationToken cancellation = default);

    /// <summary>Gives a reservation back, once.</summary>
    /// <param name="length">The PIN's length.</param>
    /// <param name="until">What the reservation was made with.</param>
    /// <param name="cancellation">Gives up.</param>
    [Alias("return"), OnceOnly]
    Task Return(int length, DateTimeOffset until, CancellationToken cancellation = default);
}
