using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode.Motion;

/// <summary>
/// Finds how far content moved between two frames, in any direction, by voting: windows of pixels that are chosen by their content are looked up
/// among those of the frame before. Only rows of tiles that changed are read, and of many rows only some.
/// </summary>
internal sealed class MotionSearch
{
    /// <summary>The most offsets that are proposed.</summary>
    internal const int Most = 3;

    /// <summary>With no more rows than this all are read.</summary>
    private const int FewRows = 192;

    private readonly MotionVotes _votes = new();
    private readonly uint[] _hashes;
    private readonly ushort[] _places;

    /// <summary>Makes a search for a screen.</summary>
    /// <param name="width">Pixels.</param>
    internal MotionSearch(int width)
    {
        _hashes = new uint[width + WindowHash.Margin];
        _places = new ushort[width];
    }

    /// <summary>Proposes offsets, best first.</summary>
    /// <returns>How many there are.</returns>
    internal int Find(Frame before, Frame now, BlockMap changes, Span<Offset> offsets)
    {
        int rows = 0;
        for (int row = 0; row < changes.Rows; row++)
        {
            if (NextRun(changes, row, 0).Start >= 0) rows += Tile.Side;
        }

        _votes.Clear();
        Read(before, changes, rows, remember: true);
        Read(now, changes, rows, remember: false);
        return _votes.Best(offsets[..Most]);
    }

    // A perfect difference set: of the rows that are read in both frames, for every distance one pair in 13 (in 57) has that distance, though only
    // 4 in 13 (8 in 57) are read.
    private static ReadOnlySpan<byte> SomeRows => [0, 1, 3, 9];

    private static ReadOnlySpan<byte> FewerRows => [0, 1, 3, 13, 32, 36, 43, 52];

    private static bool IsRead(int y, int rows) =>
        rows <= FewRows || (rows <= 1200 ? SomeRows.Contains((byte)(y % 13)) : FewerRows.Contains((byte)(y % 57)));

    private void Read(Frame frame, BlockMap changes, int rows, bool remember)
    {
        for (int row = 0; row < changes.Rows; row++)
        {
            for ((int start, int end) = NextRun(changes, row, 0); start >= 0; (start, end) = NextRun(changes, row, end))
            {
                int x = start * Tile.Side, width = Math.Min(end * Tile.Side, frame.Width) - x;
                int bottom = Math.Min((row + 1) * Tile.Side, frame.Height);
                for (int y = row * Tile.Side; y < bottom; y++)
                {
                    if (IsRead(y, rows)) ReadRow(frame.Row(x, y, width), x, y, remember);
                }
            }
        }
    }

    private void ReadRow(ReadOnlySpan<uint> pixels, int x, int y, bool remember)
    {
        int chosen = WindowHash.Choose(pixels, _hashes, _places);
        foreach (ushort place in _places.AsSpan(0, chosen))
        {
            if (remember) _votes.Remember(_hashes[place], x + place, y);
            else _votes.Vote(_hashes[place], x + place, y);
        }
    }

    /// <summary>The next run of changed tiles of a row; start -1 when there is none.</summary>
    private static (int Start, int End) NextRun(BlockMap changes, int row, int from)
    {
        int first = row * changes.Columns, start = from;
        while (start < changes.Columns && changes[first + start] == 0) start++;
        if (start >= changes.Columns) return (-1, -1);
        int end = start + 1;
        while (end < changes.Columns && changes[first + end] != 0) end++;
        return (start, end);
    }
}
