using System.Numerics;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>One bit for every block of 8 × 8 pixels of a screen, a mask of 64 bits for every tile: bit row × 8 + column.</summary>
internal sealed class BlockMap
{
    /// <summary>Pixels along one side of a block.</summary>
    internal const int Side = 8;

    private readonly ulong[] _masks;
    private readonly int _width, _height;

    /// <summary>Makes an empty map of a screen.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    internal BlockMap(int width, int height)
    {
        (_width, _height) = (width, height);
        Columns = (width + Tile.Side - 1) / Tile.Side;
        Rows = (height + Tile.Side - 1) / Tile.Side;
        _masks = new ulong[Columns * Rows];
    }

    /// <summary>Tiles in a row.</summary>
    internal int Columns { get; }

    /// <summary>Rows of tiles.</summary>
    internal int Rows { get; }

    /// <summary>How many tiles there are.</summary>
    internal int Tiles => _masks.Length;

    /// <summary>A tile's mask.</summary>
    internal ref ulong this[int tile] => ref _masks[tile];

    /// <summary>Whether no bit is set.</summary>
    internal bool IsEmpty => _masks.AsSpan().IndexOfAnyExcept(0UL) < 0;

    /// <summary>How many bits are set.</summary>
    internal int Count
    {
        get
        {
            int count = 0;
            foreach (ulong mask in _masks) count += BitOperations.PopCount(mask);
            return count;
        }
    }

    /// <summary>The bits of the blocks that a tile has: all 64 but at the screen's right and bottom edges.</summary>
    internal ulong Whole(int tile)
    {
        int columns = Math.Min(8, (_width - tile % Columns * Tile.Side + Side - 1) / Side);
        int rows = Math.Min(8, (_height - tile / Columns * Tile.Side + Side - 1) / Side);
        ulong row = (1UL << columns) - 1;
        ulong all = row * 0x0101010101010101UL;
        return rows == 8 ? all : all & ((1UL << (rows * 8)) - 1);
    }

    /// <summary>Whether a block's bit is set; columns and rows of blocks count over the whole screen.</summary>
    internal bool Has(int column, int row) => (_masks[(row >> 3) * Columns + (column >> 3)] >> ((row & 7) << 3 | (column & 7)) & 1) != 0;

    /// <summary>Sets or clears a block's bit.</summary>
    internal void Put(int column, int row, bool value)
    {
        ref ulong mask = ref _masks[(row >> 3) * Columns + (column >> 3)];
        ulong bit = 1UL << ((row & 7) << 3 | (column & 7));
        mask = value ? mask | bit : mask & ~bit;
    }

    /// <summary>Sets all bits.</summary>
    internal void SetAll()
    {
        for (int tile = 0; tile < _masks.Length; tile++) _masks[tile] = Whole(tile);
    }

    /// <summary>Clears all bits.</summary>
    internal void Clear() => Array.Clear(_masks);

    /// <summary>Blocks of a tile as a rectangle of pixels: the smallest that holds them, cut at the screen's edges.</summary>
    internal PixelRect Box(int tile, ulong mask)
    {
        if (mask == 0) return default;
        int top = BitOperations.TrailingZeroCount(mask) >> 3, bottom = (63 - BitOperations.LeadingZeroCount(mask) >> 3) + 1;
        ulong columns = mask | mask >> 32;
        columns |= columns >> 16;
        columns = (columns | columns >> 8) & 0xFF;
        int left = BitOperations.TrailingZeroCount(columns), right = 64 - BitOperations.LeadingZeroCount(columns);
        int x = tile % Columns * Tile.Side, y = tile / Columns * Tile.Side;
        return PixelRect.FromEdges(
            x + left * Side,
            y + top * Side,
            Math.Min(x + right * Side, _width),
            Math.Min(y + bottom * Side, _height));
    }

    /// <summary>The blocks of a tile that a rectangle of the screen touches.</summary>
    internal ulong Touched(int tile, PixelRect rectangle)
    {
        int x = tile % Columns * Tile.Side, y = tile / Columns * Tile.Side;
        PixelRect inside = rectangle.Offset(-x, -y).Intersect(new PixelRect(0, 0, Tile.Side, Tile.Side));
        if (inside.IsEmpty) return 0;
        int left = inside.X / Side, right = (inside.Right + Side - 1) / Side, top = inside.Y / Side, bottom = (inside.Bottom + Side - 1) / Side;
        ulong row = (1UL << right) - (1UL << left);
        ulong rows = (bottom == 8 ? ulong.MaxValue : (1UL << (bottom * 8)) - 1) & ~((1UL << (top * 8)) - 1);
        return (row * 0x0101010101010101UL) & rows & Whole(tile);
    }
}
