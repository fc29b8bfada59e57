using System.Collections.Concurrent;

namespace RemoteAssist.Streaming.Subscribing;

/// <summary>Runs a grain's callbacks in the grain's own turns, so that they never run beside another request of a grain that is not reentrant.</summary>
[Alias("live-turns/1")]
internal interface IGrainTurns : IGrainExtension
{
    /// <summary>Runs what waits for this subscription.</summary>
    /// <returns>False when this activation has no such subscription.</returns>
    [ResponseTimeout("00:10:00"), Alias("run")]
    Task<bool> Run(Guid subscription);
}

internal sealed class GrainTurns : IGrainTurns
{
    private readonly ConcurrentDictionary<Guid, Func<Task>> _waiting = [];

    public void Next(Guid subscription, Func<Task> work) => _waiting[subscription] = work;

    public async Task<bool> Run(Guid subscription)
    {
        if (!_waiting.TryRemove(subscription, out var work)) return false;
        await work();
        return true;
    }
}

/// <summary>A sink that belongs to a grain.</summary>
internal sealed class GrainSink(Guid subscription, ISink inner, GrainTurns turns, IGrainTurns reference) : ISink
{
    public int MostItems => inner.MostItems;

    public Task Items(List<LiveEntry> entries) => InTurn(() => inner.Items(entries));

    public Task Gap(LiveStreamGapException gap) => InTurn(() => inner.Gap(gap));

    private async Task InTurn(Func<Task> work)
    {
        turns.Next(subscription, work);
        if (!await reference.Run(subscription).ConfigureAwait(false)) throw new InvalidOperationException("Another activation took the turn: stateless workers cannot subscribe, and an activation that goes takes its subscriptions along.");
    }
}
