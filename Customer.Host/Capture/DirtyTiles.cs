namespace RemoteAssist.Customer.Host.Capture;

/// <summary>What changed of every tile of a frame.</summary>
internal sealed class DirtyTiles
{
    private readonly Frame _frame;
    private readonly PixelRect[] _changed;
    private int _first = int.MaxValue, _last = -1;

    internal DirtyTiles(Frame frame)
    {
        _frame = frame;
        _changed = new PixelRect[frame.TileColumns * frame.TileRows];
    }

    internal int Count => _changed.Length;

    /// <summary>Whether any tile changed.</summary>
    internal bool Any => _last >= 0;

    /// <summary>The first and the last changed tile.</summary>
    internal (int First, int Last) Range => (_first, _last);

    /// <summary>What changed of a tile, empty when nothing did.</summary>
    internal PixelRect this[int tile] => _changed[tile];

    /// <summary>Takes over grabbed pixels and notes what differs.</summary>
    /// <param name="area">Where they stand in the frame.</param>
    /// <param name="grabbed">The pixels.</param>
    internal void Take(PixelRect area, PixelView grabbed)
    {
        for (int row = area.Y / Tile.Side; row <= (area.Bottom - 1) / Tile.Side; row++)
        {
            for (int column = area.X / Tile.Side; column <= (area.Right - 1) / Tile.Side; column++)
            {
                int tile = row * _frame.TileColumns + column;
                PixelRect within = _frame.TileBounds(tile).Intersect(area);
                PixelRect changed = FrameComparison.Take(_frame, within, grabbed, within.X - area.X, within.Y - area.Y);
                if (!changed.IsEmpty) Mark(tile, changed);
            }
        }
    }

    /// <summary>All tiles count as changed.</summary>
    internal void MarkAll()
    {
        for (int tile = 0; tile < _changed.Length; tile++) Mark(tile, _frame.TileBounds(tile));
    }

    internal void Clear()
    {
        if (Any) Array.Clear(_changed, _first, _last - _first + 1);
        (_first, _last) = (int.MaxValue, -1);
    }

    private void Mark(int tile, PixelRect changed)
    {
        _changed[tile] = _changed[tile].Union(changed);
        _first = Math.Min(_first, tile);
        _last = Math.Max(_last, tile);
    }
}
