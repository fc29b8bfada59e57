using System.Numerics;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode.Cache;

/// <summary>
/// Where much of a screen changes at once, what comes may have been there before, and what goes may come again: another tab, a menu, a window
/// behind another. Tiles of the first kind are drawn from what the viewers keep, those of the second are kept.
/// </summary>
internal sealed class TileRecall
{
    /// <summary>Blocks of a screen that must change: for less than two tiles' worth nothing is looked up.</summary>
    internal const int LeastBlocks = 128;

    /// <summary>Bytes that a block is taken to cost when it is sent, on average over text.</summary>
    private const int BlockCost = 3;

    /// <summary>What was seen for so long may be wanted again.</summary>
    private static readonly TimeSpan Stable = TimeSpan.FromMilliseconds(500);

    private readonly TileCache _cache;
    private readonly ScreenState _state;
    private readonly Refinement _refinement;
    private readonly List<(int Tile, ulong Hash)> _leaving = [];
    private readonly List<(int Tile, int Slot, ulong Hash)> _coming = [];

    internal TileRecall(TileCache cache, ScreenState state, Refinement refinement)
    {
        _cache = cache;
        _state = state;
        _refinement = refinement;
    }

    /// <summary>Looks at all tiles of which most changed. Those that the viewers keep count as sent from now on.</summary>
    /// <param name="excluded">What is shown by other means.</param>
    internal void Look(PixelRect excluded)
    {
        _leaving.Clear();
        _coming.Clear();
        _cache.BeginPicture();
        if (_state.Changes.Count < LeastBlocks) return;
        for (int tile = 0; tile < _state.Changes.Tiles; tile++)
        {
            ulong whole = _state.Changes.Whole(tile);
            int changed = BitOperations.PopCount(_state.Changes[tile]);
            if (changed * 2 < BitOperations.PopCount(whole)) continue;
            PixelRect bounds = _state.Wanted.TileBounds(tile);
            if (!excluded.Intersect(bounds).IsEmpty) continue;
            bool wasSeen = _state.Approximate[tile] == 0 && _refinement.Age(tile) >= Stable;
            if (wasSeen && !IsPlain(_state.Shown, bounds)) _leaving.Add((tile, TileHash.Of(_state.Shown, bounds)));
            if (_cache.IsEmpty) continue;
            ulong hash = TileHash.Of(_state.Wanted, bounds);
            if (!_cache.TryFind(hash, out int slot)) continue;
            _coming.Add((tile, slot, hash));
            _cache.Saved(changed * BlockCost);
            _state.Sent(tile, whole, exactly: true);
            _refinement.Changed(tile);
        }
    }

    /// <summary>Writes the operations; they belong in front of all others.</summary>
    /// <param name="pictures">Where they go.</param>
    /// <param name="keep">Whether what goes is kept: it is not, when it only moves elsewhere.</param>
    internal void Send(PictureEncoder pictures, bool keep)
    {
        int cost = Update.EntryLength(OperationKind.Store);
        foreach ((int tile, ulong hash) in _leaving)
        {
            if (keep && !_cache.TryFind(hash, out _) && _cache.TryStore(hash, cost, out int slot)) pictures.Store(tile, slot, hash);
        }

        foreach ((int tile, int slot, ulong hash) in _coming) pictures.Refer(tile, slot, hash);
    }

    private static bool IsPlain(Frame frame, PixelRect area)
    {
        uint colour = frame.Pixel(area.X, area.Y);
        for (int y = area.Y; y < area.Bottom; y++)
        {
            if (frame.Row(area.X, y, area.Width).ContainsAnyExcept(colour)) return false;
        }

        return true;
    }
}
