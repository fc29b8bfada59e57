using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode.Motion;

/// <summary>
/// Finds the rectangle that gains most when it is copied by a given offset. Every block of 8 × 8 that changed and is right after the copy counts
/// for it, every block that was right before and is wrong after it counts against it; all else has to be sent anyway.
/// </summary>
internal sealed class CopyFinder
{
    /// <summary>Blocks that a copy must save: an operation of 13 bytes for less would not pay.</summary>
    internal const int LeastGain = 12;

    private const int InTile = Tile.Side / BlockMap.Side;

    private readonly int _stride;

    // Sums over all blocks above and to the left.
    private readonly int[] _sums;
    private readonly int[] _columns;

    internal CopyFinder(BlockMap shape)
    {
        _stride = shape.Columns * InTile + 1;
        _sums = new int[_stride * (shape.Rows * InTile + 1)];
        _columns = new int[shape.Columns];
    }

    /// <summary>Searches.</summary>
    /// <param name="before">What the viewers have.</param>
    /// <param name="now">What they shall have.</param>
    /// <param name="changes">Where the two differ.</param>
    /// <param name="forbidden">What may be neither read nor written.</param>
    /// <param name="offset">The offset.</param>
    /// <param name="copy">The copy.</param>
    /// <returns>How many blocks it saves; 0 when none is worth it.</returns>
    internal int Find(Frame before, Frame now, BlockMap changes, PixelRect forbidden, Offset offset, out Copy copy)
    {
        copy = default;
        PixelRect tiles = ChangedTiles(changes);
        if (tiles.IsEmpty) return 0;
        Count(before, now, changes, forbidden, offset, tiles);
        PixelRect best = BestTiles(tiles);
        if (best.IsEmpty) return 0;
        PixelRect blocks = new(best.X * InTile, best.Y * InTile, best.Width * InTile, best.Height * InTile);
        PixelRect limits = new(tiles.X * InTile, tiles.Y * InTile, tiles.Width * InTile, tiles.Height * InTile);
        blocks = Trim(blocks, limits);
        int gain = Sum(blocks);
        if (gain < LeastGain) return 0;
        PixelRect area = CopyEdges.Cut(new PixelRect(blocks.X * BlockMap.Side, blocks.Y * BlockMap.Side, blocks.Width * BlockMap.Side, blocks.Height * BlockMap.Side), now.Bounds, offset);
        if (area.IsEmpty) return 0;
        copy = new Copy(CopyEdges.Extend(before, now, area, forbidden, offset), offset);
        return forbidden.Intersect(copy.Destination).IsEmpty && forbidden.Intersect(copy.Source).IsEmpty ? gain : 0;
    }

    private static PixelRect ChangedTiles(BlockMap changes)
    {
        PixelRect tiles = default;
        for (int tile = 0; tile < changes.Tiles; tile++)
        {
            if (changes[tile] != 0) tiles = tiles.Union(new PixelRect(tile % changes.Columns, tile / changes.Columns, 1, 1));
        }

        return tiles;
    }

    private void Count(Frame before, Frame now, BlockMap changes, PixelRect forbidden, Offset offset, PixelRect tiles)
    {
        int left = tiles.X * InTile, right = tiles.Right * InTile;
        _sums.AsSpan(tiles.Y * InTile * _stride + left, right - left + 1).Clear();
        for (int row = tiles.Y * InTile; row < tiles.Bottom * InTile; row++)
        {
            int sum = 0, at = (row + 1) * _stride;
            _sums[at + left] = 0;
            for (int column = left; column < right; column++)
            {
                var block = new PixelRect(column * BlockMap.Side, row * BlockMap.Side, BlockMap.Side, BlockMap.Side);
                if (block.X < now.Width && block.Y < now.Height)
                {
                    bool changed = changes.Has(column, row);
                    if (CopyEdges.IsSame(before, now, block, forbidden, offset)) sum += changed ? 1 : 0;
                    else if (!changed) sum--;
                }

                _sums[at + column + 1] = _sums[at - _stride + column + 1] + sum;
            }
        }
    }

    private int Sum(PixelRect blocks) =>
        _sums[blocks.Bottom * _stride + blocks.Right] - _sums[blocks.Y * _stride + blocks.Right]
        - _sums[blocks.Bottom * _stride + blocks.X] + _sums[blocks.Y * _stride + blocks.X];

    /// <summary>The rectangle of whole tiles with the largest sum: for every pair of rows the best run of columns (Kadane).</summary>
    private PixelRect BestTiles(PixelRect tiles)
    {
        PixelRect best = default;
        int most = 0;
        for (int top = tiles.Y; top < tiles.Bottom; top++)
        {
            _columns.AsSpan(tiles.X, tiles.Width).Clear();
            for (int row = top; row < tiles.Bottom; row++)
            {
                int run = 0, start = tiles.X;
                for (int column = tiles.X; column < tiles.Right; column++)
                {
                    _columns[column] += Sum(new PixelRect(column * InTile, row * InTile, InTile, InTile));
                    if (run <= 0) (run, start) = (0, column);
                    run += _columns[column];
                    if (run <= most) continue;
                    most = run;
                    best = PixelRect.FromEdges(start, top, column + 1, row + 1);
                }
            }
        }

        return best;
    }

    /// <summary>Moves every edge by up to a tile to where the sum is largest.</summary>
    private PixelRect Trim(PixelRect blocks, PixelRect limits)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            PixelRect best = blocks;
            int most = Sum(blocks);
            for (int step = -InTile; step <= InTile; step++) Try(PixelRect.FromEdges(blocks.X + step, blocks.Y, blocks.Right, blocks.Bottom), limits, ref best, ref most);
            blocks = best;
            for (int step = -InTile; step <= InTile; step++) Try(PixelRect.FromEdges(blocks.X, blocks.Y, blocks.Right + step, blocks.Bottom), limits, ref best, ref most);
            blocks = best;
            for (int step = -InTile; step <= InTile; step++) Try(PixelRect.FromEdges(blocks.X, blocks.Y + step, blocks.Right, blocks.Bottom), limits, ref best, ref most);
            blocks = best;
            for (int step = -InTile; step <= InTile; step++) Try(PixelRect.FromEdges(blocks.X, blocks.Y, blocks.Right, blocks.Bottom + step), limits, ref best, ref most);
            blocks = best;
        }

        return blocks;
    }

    private void Try(PixelRect blocks, PixelRect limits, ref PixelRect best, ref int most)
    {
        if (blocks.IsEmpty || !limits.Contains(blocks)) return;
        int sum = Sum(blocks);
        if (sum <= most) return;
        (best, most) = (blocks, sum);
    }
}
