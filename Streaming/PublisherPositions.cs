namespace RemoteAssist.Streaming;

/// <summary>The last sequence number seen of each publisher of a stream; finds duplicates and jumps. Not thread-safe.</summary>
internal sealed class PublisherPositions
{
    /// <summary>Publishers remembered; past that the one that was silent longest is forgotten.</summary>
    internal const int Capacity = 256;

    private readonly Dictionary<long, Position> _positions = [];
    private long _clock;

    /// <summary>Takes note of an item.</summary>
    /// <returns>-1 for a duplicate, else the number of items missing before this one (0 for a publisher not seen before).</returns>
    public long Advance(long publisher, long sequence)
    {
        _clock++;
        if (_positions.TryGetValue(publisher, out var position))
        {
            if (sequence <= position.Last) return -1;
            var missing = sequence - position.Last - 1;
            position.Last = sequence;
            position.Used = _clock;
            return missing;
        }

        if (_positions.Count >= Capacity) _positions.Remove(_positions.MinBy(p => p.Value.Used).Key);
        _positions[publisher] = new Position { Last = sequence, Used = _clock };
        return 0;
    }

    /// <summary>All positions, for a hub that moves.</summary>
    public Dictionary<long, long> ToDictionary() => _positions.ToDictionary(p => p.Key, p => p.Value.Last);

    private sealed class Position
    {
        public long Last { get; set; }

        public long Used { get; set; }
    }
}
