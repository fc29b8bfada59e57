namespace RemoteAssist.Customer.Host.Capture;

/// <summary>Remembers which tiles the viewers have as an approximation only, and when it is time to send them exactly.</summary>
internal sealed class Refinement
{
    /// <summary>A tile that did not change for so long is worth its exact pixels.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>Tiles sent exactly at a time: about 20 KB, so that whatever changes next waits for little.</summary>
    internal const int Portion = 2;

    private readonly TimeProvider _time;
    private readonly long[] _changedAt;
    private readonly bool[] _approximate;

    internal Refinement(TimeProvider time, int tiles)
    {
        _time = time;
        _changedAt = new long[tiles];
        _approximate = new bool[tiles];
    }

    /// <summary>How many tiles are approximate.</summary>
    internal int Count { get; private set; }

    /// <summary>A tile was sent.</summary>
    internal void Sent(int tile, bool approximately)
    {
        // A part of the tile that was sent exactly does not make the rest of it exact.
        if (approximately && !_approximate[tile])
        {
            _approximate[tile] = true;
            Count++;
        }

        _changedAt[tile] = _time.GetTimestamp();
    }

    /// <summary>The whole tile was sent exactly.</summary>
    internal void SentExactly(int tile)
    {
        if (_approximate[tile]) Count--;
        _approximate[tile] = false;
    }

    /// <summary>How long until the next tile has rested; null when there is none.</summary>
    internal TimeSpan? Due()
    {
        if (Count == 0) return null;
        TimeSpan longest = TimeSpan.Zero;
        for (int tile = 0; tile < _approximate.Length; tile++)
        {
            if (!_approximate[tile]) continue;
            TimeSpan rested = _time.GetElapsedTime(_changedAt[tile]);
            if (rested > longest) longest = rested;
        }

        return longest >= Rest ? TimeSpan.Zero : Rest - longest;
    }

    /// <summary>Fills in tiles that have rested; returns how many.</summary>
    internal int Take(Span<int> tiles)
    {
        int found = 0;
        for (int tile = 0; tile < _approximate.Length && found < tiles.Length; tile++)
        {
            if (_approximate[tile] && _time.GetElapsedTime(_changedAt[tile]) >= Rest) tiles[found++] = tile;
        }

        return found;
    }
}
