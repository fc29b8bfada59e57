using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>Tiles that the gateway asked for again, several requests taken together. Filled by one thread, emptied by another.</summary>
internal sealed class RepairRequests
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _tiles = [];
    private uint _epoch;
    private bool _all;

    internal bool IsEmpty
    {
        get
        {
            lock (_gate) return !_all && _tiles.Count == 0;
        }
    }

    /// <summary>Adds a request; a newer epoch makes older requests void.</summary>
    internal void Add(in RepairMessage message)
    {
        lock (_gate)
        {
            if (message.Epoch != _epoch) Clear();
            _epoch = message.Epoch;
            if (message.TileCount == 0) _all = true;
            for (int i = 0; i < message.TileCount && !_all; i++) _tiles.Add(message.Tile(i));
        }
    }

    /// <summary>Moves the requests of one epoch into a list of tiles in their order, and forgets all others.</summary>
    /// <param name="epoch">The epoch on view.</param>
    /// <param name="count">How many tiles the screen has; numbers beyond are dropped.</param>
    /// <param name="tiles">Emptied and filled.</param>
    internal void Take(uint epoch, int count, List<int> tiles)
    {
        tiles.Clear();
        lock (_gate)
        {
            if (epoch == _epoch)
            {
                for (int tile = 0; tile < count; tile++)
                {
                    if (_all || _tiles.Contains(tile)) tiles.Add(tile);
                }
            }

            Clear();
        }
    }

    private void Clear()
    {
        _all = false;
        _tiles.Clear();
    }
}
