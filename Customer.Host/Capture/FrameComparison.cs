using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>Finds and takes over what differs between freshly grabbed pixels and a frame.</summary>
internal static class FrameComparison
{
    private const uint Colour = 0x00FFFFFF;

    /// <summary>Takes over the pixels of one rectangle, and marks the blocks that differed.</summary>
    /// <param name="frame">The frame; afterwards it has the grabbed pixels.</param>
    /// <param name="changes">Where the blocks are marked.</param>
    /// <param name="area">The rectangle in the frame; its edges are those of blocks or of the screen.</param>
    /// <param name="grabbed">Its pixels.</param>
    internal static void Take(Frame frame, BlockMap changes, PixelRect area, PixelView grabbed)
    {
        for (int y = 0; y < area.Height; y++)
        {
            int row = area.Y + y;
            int firstTile = row / Tile.Side * changes.Columns;
            ref uint from = ref MemoryMarshal.GetReference(grabbed.Row(y));
            ref uint to = ref frame.Pixel(area.X, row);
            int x = 0;
            for (; x + 16 <= area.Width; x += 16)
            {
                // Most of a screen is as it was: sixteen pixels are passed over at once.
                if ((Difference(ref from, ref to, x) | Difference(ref from, ref to, x + 8)) == default) continue;
                TakeBlock(ref from, ref to, x, area.X, row, ref changes[firstTile + ((area.X + x) >> 6)]);
                TakeBlock(ref from, ref to, x + 8, area.X, row, ref changes[firstTile + ((area.X + x + 8) >> 6)]);
            }

            for (; x + 8 <= area.Width; x += 8) TakeBlock(ref from, ref to, x, area.X, row, ref changes[firstTile + ((area.X + x) >> 6)]);
            if (x < area.Width) TakeRest(ref from, ref to, x, area.Width, area.X, row, ref changes[firstTile + ((area.X + x) >> 6)]);
        }
    }

    /// <summary>The rectangle with its edges moved outwards to those of blocks, cut at the screen's.</summary>
    internal static PixelRect ToBlocks(PixelRect area, PixelRect screen)
    {
        const int Low = BlockMap.Side - 1;
        return PixelRect.FromEdges(area.X & ~Low, area.Y & ~Low, (area.Right + Low) & ~Low, (area.Bottom + Low) & ~Low).Intersect(screen);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Difference(ref uint from, ref uint to, int x)
    {
        Vector128<uint> first = Vector128.LoadUnsafe(ref from, (nuint)x) ^ Vector128.LoadUnsafe(ref to, (nuint)x);
        Vector128<uint> second = Vector128.LoadUnsafe(ref from, (nuint)x + 4) ^ Vector128.LoadUnsafe(ref to, (nuint)x + 4);
        return (first | second) & Vector128.Create(Colour);
    }

    private static void TakeBlock(ref uint from, ref uint to, int x, int left, int row, ref ulong mask)
    {
        if (Difference(ref from, ref to, x) == default) return;
        (Vector128.LoadUnsafe(ref from, (nuint)x) & Vector128.Create(Colour)).StoreUnsafe(ref to, (nuint)x);
        (Vector128.LoadUnsafe(ref from, (nuint)x + 4) & Vector128.Create(Colour)).StoreUnsafe(ref to, (nuint)x + 4);
        mask |= Bit(left + x, row);
    }

    private static void TakeRest(ref uint from, ref uint to, int x, int end, int left, int row, ref ulong mask)
    {
        for (int first = x; x < end; x++)
        {
            uint pixel = Unsafe.Add(ref from, x) & Colour;
            if (Unsafe.Add(ref to, x) == pixel) continue;
            Unsafe.Add(ref to, x) = pixel;
            mask |= Bit(left + first, row);
        }
    }

    private static ulong Bit(int x, int y) => 1UL << ((y & 0x38) | (x >> 3 & 7));
}
