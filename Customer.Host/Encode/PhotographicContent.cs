using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>
/// Tells photographs, which JPEG may blur, from text, icons and gradients, which stay exact, block by block. A photograph has many colours, hardly
/// two equal neighbours, and neighbours that differ by little; text and controls have flat ground between hard edges, and a gradient is flat
/// along at least one direction.
/// </summary>
internal static class PhotographicContent
{
    /// <summary>Fewer colours than this are cheap as a palette, whatever they show.</summary>
    internal const int LeastColours = 25;

    /// <summary>Fewer photographic blocks than this in a tile are cheap, whatever they show.</summary>
    internal const int LeastBlocks = 6;

    /// <summary>Percent of equal neighbours, in either direction, from which a block counts as drawn.</summary>
    private const int FlatPercent = 40;

    /// <summary>Percent of unequal neighbours that must differ by less than 16 in every channel.</summary>
    private const int SoftPercent = 75;

    /// <summary>The same where a tile has more colours than a palette holds: photographs of leaves and crowds have hard edges as well.</summary>
    private const int SoftPercentManyColours = 55;

    private const ulong LeftColumn = 0x0101010101010101, RightColumn = LeftColumn << 7;

    /// <summary>Which blocks of a tile may be sent as JPEG.</summary>
    /// <param name="frame">The pixels.</param>
    /// <param name="tile">The tile's rectangle.</param>
    /// <param name="candidates">The blocks to look at.</param>
    /// <param name="colours">How many colours were counted in them.</param>
    internal static ulong Of(Frame frame, PixelRect tile, ulong candidates, int colours)
    {
        if (colours < LeastColours || BitOperations.PopCount(candidates) < LeastBlocks) return 0;
        int softPercent = colours > TileColours.Most ? SoftPercentManyColours : SoftPercent;
        ulong photographic = 0;
        for (ulong rest = candidates; rest != 0; rest &= rest - 1)
        {
            int bit = BitOperations.TrailingZeroCount(rest);
            PixelRect block = new PixelRect(tile.X + (bit & 7) * BlockMap.Side, tile.Y + (bit >> 3) * BlockMap.Side, BlockMap.Side, BlockMap.Side).Intersect(tile);
            // A few rows or columns say too little by themselves: the block beside them, further inside, decides as well.
            bool known = (block.Width == BlockMap.Side || ((bit & 7) > 0 && (photographic >> (bit - 1) & 1) != 0))
                && (block.Height == BlockMap.Side || (bit >= 8 && (photographic >> (bit - 8) & 1) != 0));
            if (known && Is(frame, block, softPercent)) photographic |= 1UL << bit;
        }

        // A block by itself may look like anything: only what has company of its kind on two sides counts. What is beyond the tile is not asked.
        ulong lastColumn = tile.Width > Tile.Side - BlockMap.Side ? RightColumn : LeftColumn << (tile.Width - 1) / BlockMap.Side;
        int lastRow = (tile.Height - 1) / BlockMap.Side * 8;
        ulong left = (photographic & ~RightColumn) << 1 | (photographic & LeftColumn), right = (photographic & ~LeftColumn) >> 1 | (photographic & lastColumn);
        ulong above = photographic << 8 | (photographic & 0xFF), below = photographic >> 8 | (photographic & 0xFFUL << lastRow);
        ulong two = (left & right) | (left & above) | (left & below) | (right & above) | (right & below) | (above & below);
        photographic &= two;
        return BitOperations.PopCount(photographic) >= LeastBlocks ? photographic : 0;
    }

    private static bool Is(Frame frame, PixelRect block, int softPercent)
    {
        if (block.Width < BlockMap.Side || block.Height < BlockMap.Side) return IsCut(frame, block, softPercent);
        const int Pairs = 7 * 8, Flat = Pairs * FlatPercent / 100;
        int equalAcross = 0, equalDown = 0, softAcross = 0;
        ref uint row = ref frame.Pixel(block.X, block.Y);
        for (int y = 0; y < BlockMap.Side; y++)
        {
            Vector128<uint> first = Vector128.LoadUnsafe(ref row), second = Vector128.LoadUnsafe(ref row, 4);
            // The last pixel's right neighbour belongs to the next block, or to nobody.
            Vector128<uint> firstNext = Vector128.LoadUnsafe(ref row, 1), secondNext = Vector128.Shuffle(second, Vector128.Create(1u, 2, 3, 3));
            equalAcross += Count(Vector128.Equals(first, firstNext)) + BitOperations.PopCount(Vector128.Equals(second, secondNext).ExtractMostSignificantBits() & 7);
            softAcross += Count(IsSoft(first, firstNext)) + BitOperations.PopCount(IsSoft(second, secondNext).ExtractMostSignificantBits() & 7);
            if (y + 1 == BlockMap.Side) break;
            ref uint below = ref Unsafe.Add(ref row, frame.Width);
            equalDown += Count(Vector128.Equals(first, Vector128.LoadUnsafe(ref below))) + Count(Vector128.Equals(second, Vector128.LoadUnsafe(ref below, 4)));
            row = ref below;
        }

        if (equalAcross > Flat || equalDown > Flat) return false;
        // Equal neighbours are soft as well.
        return (softAcross - equalAcross) * 100 >= (Pairs - equalAcross) * softPercent;
    }

    /// <summary>The same for a block that the screen's edge cuts.</summary>
    private static bool IsCut(Frame frame, PixelRect block, int softPercent)
    {
        int across = (block.Width - 1) * block.Height, down = block.Width * (block.Height - 1);
        if (across == 0 || down == 0) return false;
        int equalAcross = 0, equalDown = 0, soft = 0;
        for (int y = block.Y; y < block.Bottom; y++)
        {
            ReadOnlySpan<uint> row = frame.Row(block.X, y, block.Width);
            for (int x = 0; x < row.Length; x++)
            {
                if (y + 1 < block.Bottom && row[x] == frame.Pixel(block.X + x, y + 1)) equalDown++;
                if (x + 1 == row.Length) continue;
                if (row[x] == row[x + 1]) equalAcross++;
                else if (IsSoft(Vector128.Create(row[x]), Vector128.Create(row[x + 1])) != default) soft++;
            }
        }

        if (equalAcross * 100 > across * FlatPercent || equalDown * 100 > down * FlatPercent) return false;
        return soft * 100 >= (across - equalAcross) * softPercent;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(Vector128<uint> lanes) => BitOperations.PopCount(lanes.ExtractMostSignificantBits());

    /// <summary>Which pixels differ by less than 16 in every channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> IsSoft(Vector128<uint> one, Vector128<uint> other)
    {
        Vector128<byte> a = one.AsByte(), b = other.AsByte();
        Vector128<byte> step = Vector128.Max(a, b) - Vector128.Min(a, b);
        return Vector128.Equals(step.AsUInt32() & Vector128.Create(0x00F0F0F0u), default);
    }
}
