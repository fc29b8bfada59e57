using System.Numerics;

namespace RemoteAssist.Protocol;

/// <summary>
/// The 8 × 8 blocks of a tile as the bits of a u64: bit row × 8 + column stands for the block at (column × 8, row × 8) of the tile. A tile at the
/// right or lower edge of the screen is cut there; so may be its last blocks, and blocks that are wholly outside have no bit.
/// </summary>
public static class BlockMask
{
    /// <summary>Pixels along one side of a block.</summary>
    public const int BlockSide = 8;

    private const int Columns = Operation.TileSide / BlockSide;

    /// <summary>The mask of all blocks of a tile of this size.</summary>
    public static ulong All(int width, int height)
    {
        int columns = Blocks(width), rows = Blocks(height);
        ulong row = columns == Columns ? 0xFFul : (1ul << columns) - 1;
        ulong every = row * 0x0101_0101_0101_0101;
        return rows == Columns ? every : every & ((1ul << (rows * Columns)) - 1);
    }

    /// <summary>The mask of the blocks that a rectangle within the tile touches.</summary>
    public static ulong Touched(int x, int y, int width, int height)
    {
        int first = x / BlockSide, last = (x + width - 1) / BlockSide;
        ulong row = ((1ul << (last - first + 1)) - 1) << first;
        ulong mask = 0;
        for (int at = y / BlockSide; at <= (y + height - 1) / BlockSide; at++) mask |= row << (at * Columns);
        return mask;
    }

    /// <summary>The place of the block of the lowest bit within a tile of this size, cut where the tile is.</summary>
    /// <param name="mask">Not 0.</param>
    /// <param name="tileWidth">Pixels.</param>
    /// <param name="tileHeight">Pixels.</param>
    public static (int X, int Y, int Width, int Height) First(ulong mask, int tileWidth, int tileHeight)
    {
        int bit = BitOperations.TrailingZeroCount(mask);
        int x = bit % Columns * BlockSide, y = bit / Columns * BlockSide;
        return (x, y, Math.Min(BlockSide, tileWidth - x), Math.Min(BlockSide, tileHeight - y));
    }

    /// <summary>The mask without its lowest bit.</summary>
    public static ulong WithoutFirst(ulong mask) => mask & (mask - 1);

    /// <summary>The bytes that the blocks' packed indices take, without the colours.</summary>
    public static int PackedLength(ulong mask, int tileWidth, int tileHeight, int bitsPerIndex)
    {
        if (IsWhole(tileWidth, tileHeight)) return BitOperations.PopCount(mask) * BlockSide * bitsPerIndex;
        int length = 0;
        for (; mask != 0; mask = WithoutFirst(mask))
        {
            (_, _, int width, int height) = First(mask, tileWidth, tileHeight);
            length += (width * bitsPerIndex + 7) / 8 * height;
        }

        return length;
    }

    /// <summary>The pixels that the blocks have.</summary>
    public static int Pixels(ulong mask, int tileWidth, int tileHeight)
    {
        if (IsWhole(tileWidth, tileHeight)) return BitOperations.PopCount(mask) * BlockSide * BlockSide;
        int pixels = 0;
        for (; mask != 0; mask = WithoutFirst(mask))
        {
            (_, _, int width, int height) = First(mask, tileWidth, tileHeight);
            pixels += width * height;
        }

        return pixels;
    }

    private static bool IsWhole(int width, int height) => width == Operation.TileSide && height == Operation.TileSide;

    private static int Blocks(int pixels) => (pixels + BlockSide - 1) / BlockSide;
}
