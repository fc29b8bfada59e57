using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>Tiles that the gateway asked for again, several requests taken together. Filled by one thread, emptied by another.</summary>
internal sealed class RepairRequests
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ushort, HashSet<int>> _tiles = [];
    private readonly HashSet<ushort> _all = [];
    private uint _epoch;

    /// <summary>Whether nothing is asked for of a screen.</summary>
    internal bool IsEmpty(ushort screen)
    {
        lock (_gate) return !_all.Contains(screen) && !(_tiles.TryGetValue(screen, out HashSet<int>? tiles) && tiles.Count > 0);
    }

    /// <summary>Adds a request; a newer epoch makes older requests void.</summary>
    internal void Add(in RepairMessage message)
    {
        if (message.Screen >= Caps.Screens) return;
        lock (_gate)
        {
            if (message.Epoch != _epoch) Clear();
            _epoch = message.Epoch;
            if (message.TileCount == 0) _all.Add(message.Screen);
            if (!_tiles.TryGetValue(message.Screen, out HashSet<int>? tiles)) _tiles.Add(message.Screen, tiles = []);
            for (int i = 0; i < message.TileCount; i++) tiles.Add(message.Tile(i));
        }
    }

    /// <summary>Moves a screen's requests of one epoch into a list of tiles in their order; those of other epochs are forgotten.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="epoch">The epoch on view.</param>
    /// <param name="count">How many tiles the screen has; numbers beyond are dropped.</param>
    /// <param name="tiles">Emptied and filled.</param>
    internal void Take(ushort screen, uint epoch, int count, List<int> tiles)
    {
        tiles.Clear();
        lock (_gate)
        {
            if (epoch != _epoch)
            {
                Clear();
                return;
            }

            bool all = _all.Remove(screen);
            _tiles.TryGetValue(screen, out HashSet<int>? asked);
            for (int tile = 0; tile < count; tile++)
            {
                if (all || (asked?.Contains(tile) ?? false)) tiles.Add(tile);
            }

            asked?.Clear();
        }
    }

    private void Clear()
    {
        _all.Clear();
        foreach (HashSet<int> tiles in _tiles.Values) tiles.Clear();
    }
}
