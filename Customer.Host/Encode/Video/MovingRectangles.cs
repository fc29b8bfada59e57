using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>Finds rectangles in which photographic content moves all the time.</summary>
internal sealed class MovingRectangles
{
    /// <summary>Fewer pixels along a side, or in all, cost little as tiles.</summary>
    internal const int LeastSide = 64, LeastArea = 24 * 1024;

    /// <summary>Percent of the rectangle's tiles that must move and be photographic: a film may have a dark corner, a web page full of small moving pictures is no film.</summary>
    private const int LeastFilled = 55;

    private readonly TileActivity _activity;
    private readonly bool[] _seen;
    private readonly int[] _open;

    internal MovingRectangles(TileActivity activity)
    {
        _activity = activity;
        _seen = new bool[activity.Columns * activity.Rows];
        _open = new int[_seen.Length];
    }

    /// <summary>The largest such rectangle.</summary>
    /// <param name="preferred">A rectangle that touches this one counts twice.</param>
    /// <param name="mostWidth">A wider one does not count.</param>
    /// <param name="mostHeight">A higher one does not count.</param>
    /// <returns>Empty when there is none.</returns>
    internal PixelRect Find(PixelRect preferred, int mostWidth, int mostHeight)
    {
        Array.Clear(_seen);
        PixelRect best = default;
        long most = 0;
        for (int tile = 0; tile < _seen.Length; tile++)
        {
            if (_seen[tile] || !IsFilm(tile)) continue;
            PixelRect found = Grow(tile);
            if (found.Width < LeastSide || found.Height < LeastSide || found.Area < LeastArea || found.Width > mostWidth || found.Height > mostHeight) continue;
            long weight = found.Intersect(preferred).IsEmpty ? found.Area : found.Area * 2;
            if (weight <= most) continue;
            (best, most) = (found, weight);
        }

        return best;
    }

    private bool IsFilm(int tile) => _activity.Moves(tile) && _activity.IsPhotographic(tile);

    private PixelRect Grow(int seed)
    {
        int count = 0, films = 0;
        PixelRect place = default;
        _open[count++] = seed;
        _seen[seed] = true;
        while (count > 0)
        {
            int tile = _open[--count];
            films++;
            place = place.Union(_activity.Place(tile));
            (int row, int column) = Math.DivRem(tile, _activity.Columns);
            for (int y = Math.Max(0, row - 1); y <= Math.Min(_activity.Rows - 1, row + 1); y++)
            {
                for (int x = Math.Max(0, column - 1); x <= Math.Min(_activity.Columns - 1, column + 1); x++)
                {
                    int next = y * _activity.Columns + x;
                    if (_seen[next] || !IsFilm(next)) continue;
                    _seen[next] = true;
                    _open[count++] = next;
                }
            }
        }

        PixelRect tiles = TilesOf(place);
        return films * 100 >= tiles.Area * LeastFilled ? WithThinEdges(place) : default;
    }

    // A film's edge in a tile of its own is too small to be told from drawings, and sent exactly it would cost as much as all the rest.
    private PixelRect WithThinEdges(PixelRect film)
    {
        PixelRect tiles = TilesOf(film), whole = film;
        if (film.Right == tiles.Right * Tile.Side) whole = whole.Union(Edge(film, tiles with { X = tiles.Right, Width = 1 }));
        if (film.X == tiles.X * Tile.Side) whole = whole.Union(Edge(film, tiles with { X = tiles.X - 1, Width = 1 }));
        if (film.Bottom == tiles.Bottom * Tile.Side) whole = whole.Union(Edge(film, tiles with { Y = tiles.Bottom, Height = 1 }));
        if (film.Y == tiles.Y * Tile.Side) whole = whole.Union(Edge(film, tiles with { Y = tiles.Y - 1, Height = 1 }));
        return whole;
    }

    private PixelRect Edge(PixelRect film, PixelRect tiles)
    {
        PixelRect edge = default;
        tiles = tiles.Intersect(new PixelRect(0, 0, _activity.Columns, _activity.Rows));
        int moving = 0;
        for (int row = tiles.Y; row < tiles.Bottom; row++)
        {
            for (int column = tiles.X; column < tiles.Right; column++)
            {
                int tile = row * _activity.Columns + column;
                if (!_activity.Moves(tile)) continue;
                moving++;
                edge = edge.Union(_activity.Place(tile));
            }
        }

        bool touches = edge.Right == film.X || edge.X == film.Right || edge.Bottom == film.Y || edge.Y == film.Bottom;
        bool isThin = Math.Min(edge.Width, edge.Height) < Tile.Side;
        return touches && isThin && moving * 2 > tiles.Area ? edge : default;
    }

    private static PixelRect TilesOf(PixelRect pixels) => PixelRect.FromEdges(
        pixels.X / Tile.Side,
        pixels.Y / Tile.Side,
        (pixels.Right + Tile.Side - 1) / Tile.Side,
        (pixels.Bottom + Tile.Side - 1) / Tile.Side);
}
