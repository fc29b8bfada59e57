using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>Finds and takes over what differs between freshly grabbed pixels and the frame.</summary>
internal static class FrameComparison
{
    private const uint Colour = 0x00FFFFFF;

    /// <summary>Takes over the pixels of one rectangle inside one tile.</summary>
    /// <param name="frame">The frame; afterwards it has the grabbed pixels.</param>
    /// <param name="within">The rectangle in the frame, at most a tile wide.</param>
    /// <param name="grabbed">The pixels that were grabbed.</param>
    /// <param name="grabbedX">Where the rectangle begins in them.</param>
    /// <param name="grabbedY">Where the rectangle begins in them.</param>
    /// <returns>The smallest rectangle of the frame that holds all differences, or an empty one.</returns>
    internal static PixelRect Take(Frame frame, PixelRect within, PixelView grabbed, int grabbedX, int grabbedY)
    {
        Span<uint> columns = stackalloc uint[Tile.Side];
        columns.Clear();
        int top = -1, bottom = 0;
        for (int y = 0; y < within.Height; y++)
        {
            ReadOnlySpan<uint> fresh = grabbed.Row(grabbedY + y).Slice(grabbedX, within.Width);
            Span<uint> known = frame.Row(within.X, within.Y + y, within.Width);
            if (!TakeRow(fresh, known, columns)) continue;
            if (top < 0) top = y;
            bottom = y + 1;
        }

        if (top < 0) return default;
        columns = columns[..within.Width];
        int left = columns.IndexOfAnyExcept(0u);
        int right = columns.LastIndexOfAnyExcept(0u) + 1;
        return PixelRect.FromEdges(within.X + left, within.Y + top, within.X + right, within.Y + bottom);
    }

    private static bool TakeRow(ReadOnlySpan<uint> fresh, Span<uint> known, Span<uint> columns)
    {
        ref uint from = ref MemoryMarshal.GetReference(fresh);
        ref uint to = ref MemoryMarshal.GetReference(known);
        ref uint column = ref MemoryMarshal.GetReference(columns);
        Vector128<uint> mask = Vector128.Create(Colour);
        Vector128<uint> any = default;
        nuint length = (nuint)known.Length, i = 0;
        for (; i + 4 <= length; i += 4)
        {
            Vector128<uint> pixels = Vector128.LoadUnsafe(ref from, i) & mask;
            Vector128<uint> difference = pixels ^ Vector128.LoadUnsafe(ref to, i);
            if (difference == default) continue;
            any |= difference;
            pixels.StoreUnsafe(ref to, i);
            (Vector128.LoadUnsafe(ref column, i) | difference).StoreUnsafe(ref column, i);
        }

        uint rest = 0;
        for (; i < length; i++)
        {
            uint pixel = fresh[(int)i] & Colour;
            uint difference = pixel ^ known[(int)i];
            rest |= difference;
            known[(int)i] = pixel;
            columns[(int)i] |= difference;
        }

        return any != default || rest != 0;
    }
}
