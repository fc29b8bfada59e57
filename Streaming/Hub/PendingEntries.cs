namespace RemoteAssist.Streaming.Hub;

/// <summary>
/// What waits for one slow receiver, bounded in bytes and in age. Past a bound all of it goes, not just the oldest: after a gap the
/// receiver has to repair anyway, and then the newest items are what it needs. Not thread-safe.
/// </summary>
internal sealed class PendingEntries(int capBytes, TimeSpan capAge, TimeProvider time)
{
    private readonly Queue<(LiveEntry Entry, long At)> _queue = new();
    private readonly List<LiveEntry> _taken = [];

    public int Count => _queue.Count;

    public long Bytes { get; private set; }

    /// <summary>Appends an entry.</summary>
    /// <returns>How many entries were dropped for it.</returns>
    public int Add(LiveEntry entry)
    {
        var now = time.GetTimestamp();
        var dropped = IsTooOld(now) || (_queue.Count > 0 && Bytes + entry.Bytes > capBytes) ? Clear() : 0;
        _queue.Enqueue((entry, now));
        Bytes += entry.Bytes;
        return dropped;
    }

    /// <summary>Drops everything when the oldest entry has waited too long.</summary>
    /// <returns>How many entries were dropped.</returns>
    public int DropOld() => IsTooOld(time.GetTimestamp()) ? Clear() : 0;

    /// <summary>Drops everything.</summary>
    /// <returns>How many entries were dropped.</returns>
    public int Clear()
    {
        var dropped = _queue.Count;
        _queue.Clear();
        Bytes = 0;
        return dropped;
    }

    /// <summary>Takes the oldest entries: at least one if there is any, then as many as fit in so many bytes.</summary>
    public LiveEntry[] Take(int maxBytes)
    {
        var bytes = 0L;
        while (_queue.TryPeek(out var next) && (_taken.Count == 0 || bytes + next.Entry.Bytes <= maxBytes))
        {
            _taken.Add(_queue.Dequeue().Entry);
            bytes += next.Entry.Bytes;
        }

        Bytes -= bytes;
        var entries = _taken.ToArray();
        _taken.Clear();
        return entries;
    }

    private bool IsTooOld(long now) => _queue.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) > capAge;
}
