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

    /// <summary>Percent of equal neighbours up to which a block counts as natural however hard its edges are: one stroke of a letter through it has more.</summary>
    private const int NaturalPercent = 10;

    /// <summary>The same for those: noise, which JPEG makes no smaller, has less.</summary>
    private const int SoftPercentNatural = 25;

    private const ulong LeftColumn = 0x0101010101010101, RightColumn = LeftColumn << 7;

    /// <summary>Which blocks of a tile may be sent as JPEG.</summary>
    /// <param name="frame">The pixels.</param>
    /// <param name="tile">The tile's rectangle.</param>
    /// <param name="candidates">The blocks to look at.</param>
    /// <param name="colours">How many colours were counted in them.</param>
    internal static ulong Of(Frame frame, PixelRect tile, ulong candidates, int colours)
    {
        if (colours < LeastColours || BitOperations.PopCount(candidates) < LeastBlocks) return 0;
        bool manyColours = colours > TileColours.Most;
        ulong photographic = 0, smooth = 0;
        for (ulong rest = candidates; rest != 0; rest &= rest - 1)
        {
            int bit = BitOperations.TrailingZeroCount(rest);
            PixelRect block = new PixelRect(tile.X + (bit & 7) * BlockMap.Side, tile.Y + (bit >> 3) * BlockMap.Side, BlockMap.Side, BlockMap.Side).Intersect(tile);
            // A few rows or columns say too little by themselves: the block beside them, further inside, decides as well.
            bool known = (block.Width == BlockMap.Side || ((bit & 7) > 0 && (photographic >> (bit - 1) & 1) != 0))
                && (block.Height == BlockMap.Side || (bit >= 8 && (photographic >> (bit - 8) & 1) != 0));
            if (!known) continue;
            Neighbours neighbours = Count(frame, block);
            if (neighbours.ArePhotographic(manyColours)) photographic |= 1UL << bit;
            else if (neighbours.AreSmooth) smooth |= 1UL << bit;
        }

        // A block by itself may look like anything: only what has company of its kind on two sides counts. What is beyond the tile is not asked.
        ulong lastColumn = tile.Width > Tile.Side - BlockMap.Side ? RightColumn : LeftColumn << (tile.Width - 1) / BlockMap.Side;
        int lastRow = (tile.Height - 1) / BlockMap.Side * 8;
        ulong left = (photographic & ~RightColumn) << 1 | (photographic & LeftColumn), right = (photographic & ~LeftColumn) >> 1 | (photographic & lastColumn);
        ulong above = photographic << 8 | (photographic & 0xFF), below = photographic >> 8 | (photographic & 0xFFUL << lastRow);
        ulong two = (left & right) | (left & above) | (left & below) | (right & above) | (right & below) | (above & below);
        photographic = GrowOver(smooth, photographic & two);
        return BitOperations.PopCount(photographic) >= LeastBlocks ? photographic : 0;
    }

    /// <summary>A sky or a wall beside something photographic belongs to the same photograph: nothing in it has an edge that could be blurred.</summary>
    private static ulong GrowOver(ulong smooth, ulong photographic)
    {
        while (true)
        {
            ulong beside = (photographic & ~RightColumn) << 1 | (photographic & ~LeftColumn) >> 1 | photographic << 8 | photographic >> 8;
            ulong more = beside & smooth & ~photographic;
            if (more == 0) return photographic;
            photographic |= more;
        }
    }

    private static Neighbours Count(Frame frame, PixelRect block)
    {
        if (block.Width < BlockMap.Side || block.Height < BlockMap.Side) return CountCut(frame, block);
        const int Pairs = 7 * 8;
        int equalAcross = 0, equalDown = 0, softAcross = 0, softDown = 0;
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
            Vector128<uint> firstBelow = Vector128.LoadUnsafe(ref below), secondBelow = Vector128.LoadUnsafe(ref below, 4);
            equalDown += Count(Vector128.Equals(first, firstBelow)) + Count(Vector128.Equals(second, secondBelow));
            softDown += Count(IsSoft(first, firstBelow)) + Count(IsSoft(second, secondBelow));
            row = ref below;
        }

        return new Neighbours(Pairs, Pairs, equalAcross, equalDown, softAcross, softDown);
    }

    /// <summary>The same for a block that the screen's edge cuts.</summary>
    private static Neighbours CountCut(Frame frame, PixelRect block)
    {
        int equalAcross = 0, equalDown = 0, softAcross = 0, softDown = 0;
        for (int y = block.Y; y < block.Bottom; y++)
        {
            ReadOnlySpan<uint> row = frame.Row(block.X, y, block.Width);
            for (int x = 0; x < row.Length; x++)
            {
                if (y + 1 < block.Bottom)
                {
                    uint below = frame.Pixel(block.X + x, y + 1);
                    if (row[x] == below) equalDown++;
                    if (IsSoft(row[x], below)) softDown++;
                }

                if (x + 1 == row.Length) continue;
                if (row[x] == row[x + 1]) equalAcross++;
                if (IsSoft(row[x], row[x + 1])) softAcross++;
            }
        }

        return new Neighbours((block.Width - 1) * block.Height, block.Width * (block.Height - 1), equalAcross, equalDown, softAcross, softDown);
    }

    private static bool IsSoft(uint one, uint other) => IsSoft(Vector128.Create(one), Vector128.Create(other)) != default;

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

    /// <summary>How the pixels of a block differ from their neighbours inside it; soft ones include the equal.</summary>
    private readonly record struct Neighbours(int Across, int Down, int EqualAcross, int EqualDown, int SoftAcross, int SoftDown)
    {
        internal bool AreSmooth => SoftAcross == Across && SoftDown == Down;

        internal bool ArePhotographic(bool manyColours)
        {
            if (Across == 0 || Down == 0 || IsOver(FlatPercent)) return false;
            int soft = !manyColours ? SoftPercent : IsOver(NaturalPercent) ? SoftPercentManyColours : SoftPercentNatural;
            return (SoftAcross - EqualAcross) * 100 >= (Across - EqualAcross) * soft;
        }

        private bool IsOver(int percent) => EqualAcross * 100 > Across * percent || EqualDown * 100 > Down * percent;
    }
}
