namespace RemoteAssist.Customer.Host.Encode.Motion;

/// <summary>How far something moved: from (x, y) to (x + <paramref name="X"/>, y + <paramref name="Y"/>), in pixels.</summary>
internal readonly record struct Offset(int X, int Y);

/// <summary>
/// Remembers where windows of pixels were, and counts by how much those that are found again have moved. A window that stands in several places
/// says nothing and is left out. Bounded: when it is full it takes no more.
/// </summary>
internal sealed class MotionVotes
{
    private const int PlaceBits = 16, BallotBits = 12;
    private const int Places = 1 << PlaceBits, Ballots = 1 << BallotBits;
    private const int Several = -1;

    private readonly (uint Hash, int Place)[] _places = new (uint, int)[Places];
    private readonly (int Offset, int Count)[] _ballots = new (int, int)[Ballots];
    private int _remembered, _offsets;

    /// <summary>Starts again.</summary>
    internal void Clear()
    {
        Array.Clear(_places);
        Array.Clear(_ballots);
        (_remembered, _offsets) = (0, 0);
    }

    /// <summary>A window was here before.</summary>
    internal void Remember(uint hash, int x, int y)
    {
        ref (uint Hash, int Place) entry = ref Find(hash);
        if (entry.Place != 0)
        {
            entry.Place = Several;
            return;
        }

        if (_remembered >= Places / 4 * 3) return;
        _remembered++;
        entry = (hash, (y << 15 | x) + 1);
    }

    /// <summary>The window is here now.</summary>
    internal void Vote(uint hash, int x, int y)
    {
        int place = Find(hash).Place;
        if (place is 0 or Several) return;
        int dx = x - ((place - 1) & 0x7FFF), dy = y - (place - 1 >> 15);
        if (dx == 0 && dy == 0) return;
        int offset = (dy + Protocol.Caps.ScreenSide) << 16 | (dx + Protocol.Caps.ScreenSide);
        int at = (int)((uint)offset * 0x9E3779B1u >> (32 - BallotBits));
        while (_ballots[at].Count != 0 && _ballots[at].Offset != offset) at = (at + 1) & (Ballots - 1);
        if (_ballots[at].Count == 0)
        {
            if (_offsets >= Ballots / 2) return;
            _offsets++;
            _ballots[at].Offset = offset;
        }

        _ballots[at].Count++;
    }

    /// <summary>The offsets with the most votes, best first.</summary>
    /// <param name="offsets">Filled; its length is the most that is wanted.</param>
    /// <returns>How many have a word to say.</returns>
    internal int Best(Span<Offset> offsets)
    {
        Span<int> counts = stackalloc int[offsets.Length];
        counts.Clear();
        int total = 0;
        foreach ((int offset, int count) in _ballots)
        {
            total += count;
            if (count <= counts[^1]) continue;
            int at = counts.Length - 1;
            for (; at > 0 && counts[at - 1] < count; at--) (counts[at], offsets[at]) = (counts[at - 1], offsets[at - 1]);
            counts[at] = count;
            offsets[at] = new Offset((offset & 0xFFFF) - Protocol.Caps.ScreenSide, (offset >> 16) - Protocol.Caps.ScreenSide);
        }

        int least = Math.Max(3, total / 50), found = 0;
        while (found < counts.Length && counts[found] >= least) found++;
        return found;
    }

    private ref (uint Hash, int Place) Find(uint hash)
    {
        int at = (int)(hash * 0x85EBCA6Bu >> (32 - PlaceBits));
        while (_places[at].Place != 0 && _places[at].Hash != hash) at = (at + 1) & (Places - 1);
        return ref _places[at];
    }
}
