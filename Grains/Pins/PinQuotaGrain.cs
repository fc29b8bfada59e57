using System.Collections.Immutable;
using RemoteAssist.Grains.Interfaces.Pins;
using RemoteAssist.Grains.State;

namespace RemoteAssist.Grains.Pins;

/// <inheritdoc cref="IPinQuotaGrain"/>
internal sealed class PinQuotaGrain([PersistentState("pin-quota")] IPersistentState<PinQuotaState> storage, TimeProvider time) : Grain, IPinQuotaGrain
{
    /// <inheritdoc/>
    public async Task<int> Reserve(int least, DateTimeOffset until, CancellationToken cancellation)
    {
        PinQuotaState now = storage.State.At(time.GetUtcNow());
        int length = PinDensity.LengthFor(least, now.Live);
        if (length > 0) await storage.Save(now.Add(length, until, 1));
        return length;
    }

    /// <inheritdoc/>
    public Task Extend(int length, DateTimeOffset until, CancellationToken cancellation) => storage.Save(storage.State.At(time.GetUtcNow()).Add(length, until, 1));

    /// <inheritdoc/>
    public Task Return(int length, DateTimeOffset until, CancellationToken cancellation) => storage.Save(storage.State.At(time.GetUtcNow()).Add(length, until, -1));
}

/// <summary>Counts of live PINs by length and by the hour in which their reservations end: small whatever the number of sessions. Pure.</summary>
[GenerateSerializer, Immutable, Alias("pin-quota-state/1")]
internal sealed record PinQuotaState
{
    /// <summary>In no order, each hour and length once, no count under 1.</summary>
    [Id(0)]
    public ImmutableArray<PinCount> Counts { get; init; } = [];

    /// <summary>How many PINs of a length are live.</summary>
    internal int Live(int length) => Counts.Sum(count => count.Length == length ? count.Count : 0);

    /// <summary>Without the reservations that have ended.</summary>
    internal PinQuotaState At(DateTimeOffset now) => this with { Counts = Counts.RemoveAll(count => count.Hour < HourOf(now)) };

    /// <summary>With so many more reservations, or fewer: one that has ended, or never was, is not given back.</summary>
    internal PinQuotaState Add(int length, DateTimeOffset until, int change)
    {
        long hour = HourOf(until);
        PinCount? known = Counts.FirstOrDefault(count => count.Hour == hour && count.Length == length);
        ImmutableArray<PinCount> others = known is null ? Counts : Counts.Remove(known);
        int next = (known?.Count ?? 0) + change;
        return this with { Counts = next > 0 ? others.Add(new PinCount(hour, length, next)) : others };
    }

    private static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;
}

/// <summary>Live PINs of one length.</summary>
/// <param name="Hour">The hour since 1970 in which the reservations end; they count until it is over.</param>
/// <param name="Length">Digits.</param>
/// <param name="Count">How many.</param>
[GenerateSerializer, Immutable, Alias("pin-count/1")]
internal sealed record PinCount([property: Id(0)] long Hour, [property: Id(1)] int Length, [property: Id(2)] int Count);
