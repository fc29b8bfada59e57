namespace RemoteAssist.Grains.Interfaces.Pins;

/// <summary>
/// How many PINs one network address has tried, keyed by the address (the /64 network with IPv6). In memory only: an address that is
/// forgotten starts anew, and the tenant's count is kept.
/// </summary>
[Alias("address-guard/1")]
public interface IAddressGuardGrain : IGrainWithStringKey
{
    /// <summary>Counts an attempt before it is made, so that many at once are not more than many in a row.</summary>
    [Alias("begin")]
    Task<AddressTurn> Begin(CancellationToken cancellation = default);

    /// <summary>The attempt was a PIN that works: it does not count.</summary>
    [Alias("succeeded"), OnceOnly]
    Task Succeeded(CancellationToken cancellation = default);
}

/// <summary>Whether an address may try a PIN.</summary>
/// <param name="Admitted">When false the PIN must not even be looked up.</param>
/// <param name="AnswerAfter">When a refusal is to be answered, counted from the request, whatever its cause.</param>
[GenerateSerializer, Immutable, Alias("address-turn/1")]
public readonly record struct AddressTurn([property: Id(0)] bool Admitted, [property: Id(1)] TimeSpan AnswerAfter);
