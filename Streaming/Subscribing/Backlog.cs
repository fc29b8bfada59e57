namespace RemoteAssist.Streaming.Subscribing;

/// <summary>What arrived in a subscriber's process and waits for its callback: items and gaps in their order. Not thread-safe.</summary>
internal sealed class Backlog(TimeSpan capAge, TimeProvider time)
{
    private readonly Queue<(LiveEntry? Entry, LiveStreamGapException? Gap, long At)> _queue = new();

    public long Bytes { get; private set; }

    public bool IsEmpty => _queue.Count == 0;

    public void Add(LiveEntry entry)
    {
        _queue.Enqueue((entry, null, time.GetTimestamp()));
        Bytes += entry.Bytes;
    }

    public void Add(LiveStreamGapException gap) => _queue.Enqueue((null, gap, time.GetTimestamp()));

    /// <summary>Drops everything when the oldest has waited too long.</summary>
    /// <returns>How many items were dropped.</returns>
    public int DropOld()
    {
        if (!_queue.TryPeek(out var oldest) || time.GetElapsedTime(oldest.At) <= capAge) return 0;
        var dropped = _queue.Count(e => e.Entry is not null);
        _queue.Clear();
        Bytes = 0;
        return dropped;
    }

    /// <summary>Takes either the gap that is next, or the items up to the next gap.</summary>
    /// <param name="items">Receives the items.</param>
    /// <param name="most">How many items at most.</param>
    /// <returns>The gap, if that is what is next.</returns>
    public LiveStreamGapException? Take(List<LiveEntry> items, int most)
    {
        while (items.Count < most && _queue.TryPeek(out var next))
        {
            if (next.Gap is not null && items.Count > 0) break;
            _queue.Dequeue();
            if (next.Gap is not null) return next.Gap;
            Bytes -= next.Entry!.Bytes;
            items.Add(next.Entry);
        }

        return null;
    }
}
