using System.Numerics;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode.Motion;

/// <summary>
/// Finds what moved since the last picture: by the offsets of the last pictures and of windows that the system says were moved, and when those do
/// not explain most of what changed, by a search.
/// </summary>
internal sealed class MotionDetector
{
    /// <summary>Blocks that must have changed: for less than a tile's worth no copy pays for its search.</summary>
    internal const int LeastBlocks = 64;

    /// <summary>The most copies of a picture.</summary>
    internal const int Most = 8;

    private const int Samples = 96, Recents = 4;

    private readonly MotionSearch _search;
    private readonly CopyFinder _finder;
    private readonly Offset[] _recent = new Offset[Recents];
    private readonly Copy[] _copies = new Copy[Most];
    private int _recents, _count;

    internal MotionDetector(BlockMap shape, int width)
    {
        _search = new MotionSearch(width);
        _finder = new CopyFinder(shape);
    }

    /// <summary>Finds the copies of a picture and carries them out on the viewers' frame.</summary>
    /// <param name="state">The screen.</param>
    /// <param name="forbidden">What may be neither read nor written.</param>
    /// <returns>The copies in their order, until the next call.</returns>
    internal ReadOnlySpan<Copy> Detect(ScreenState state, PixelRect forbidden)
    {
        _count = 0;
        int changed = state.Changes.Count;
        if (changed < LeastBlocks) return default;
        Span<Offset> offsets = stackalloc Offset[Recents];
        int recents = _recents;
        _recent.CopyTo(offsets);
        int left = Try(state, forbidden, offsets[..recents], changed, 3);
        if (left < LeastBlocks || left < changed / 4) return _copies.AsSpan(0, _count);
        int found = _search.Find(state.Shown, state.Wanted, state.Changes, offsets);
        Try(state, forbidden, offsets[..found], left, 16);
        return _copies.AsSpan(0, _count);
    }

    /// <summary>Tries offsets of which a sample shows that they explain one block in <paramref name="share"/>; returns how many blocks are left.</summary>
    private int Try(ScreenState state, PixelRect forbidden, ReadOnlySpan<Offset> offsets, int changed, int share)
    {
        foreach (Offset offset in offsets)
        {
            if (!Explains(state, forbidden, offset, changed, share)) continue;
            int gain;
            do
            {
                if (_count == Most) return changed;
                gain = _finder.Find(state.Shown, state.Wanted, state.Changes, forbidden, offset, out Copy copy);
                if (gain == 0) break;
                state.Sent(copy);
                _copies[_count++] = copy;
                Keep(offset);
                changed = state.Changes.Count;
            }
            while (changed >= LeastBlocks && gain >= changed / 8);
            if (changed < LeastBlocks) break;
        }

        return changed;
    }

    private static bool Explains(ScreenState state, PixelRect forbidden, Offset offset, int changed, int share)
    {
        int step = Math.Max(1, changed / Samples), seen = 0, same = 0, next = 0;
        BlockMap changes = state.Changes;
        for (int tile = 0; tile < changes.Tiles; tile++)
        {
            int count = BitOperations.PopCount(changes[tile]);
            ulong mask = changes[tile];
            int at = seen;
            seen += count;
            for (; next < seen; next += step)
            {
                for (; at < next; at++) mask &= mask - 1;
                int bit = BitOperations.TrailingZeroCount(mask);
                var block = new PixelRect(
                    tile % changes.Columns * Tile.Side + (bit & 7) * BlockMap.Side,
                    tile / changes.Columns * Tile.Side + (bit >> 3) * BlockMap.Side,
                    BlockMap.Side,
                    BlockMap.Side);
                if (CopyEdges.IsSame(state.Shown, state.Wanted, block, forbidden, offset)) same++;
            }
        }

        return same * share * step >= changed;
    }

    // The last one first.
    private void Keep(Offset offset)
    {
        int at = _recent.AsSpan(0, _recents).IndexOf(offset);
        if (at < 0) at = Math.Min(_recents++, Recents - 1);
        _recents = Math.Min(_recents, Recents);
        _recent.AsSpan(0, at).CopyTo(_recent.AsSpan(1));
        _recent[0] = offset;
    }
}
