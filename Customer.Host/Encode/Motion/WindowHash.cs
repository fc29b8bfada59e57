using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RemoteAssist.Customer.Host.Encode.Motion;

/// <summary>
/// Hashes of all windows of 32 × 1 pixels of a row, as cyclic polynomials (Cohen 1997): pixel i of the window is mixed and rotated by 31 - i, and
/// all are combined by exclusive or. Five doublings make them for four windows at once. A window of one colour always gives 0 or all ones.
/// </summary>
internal static class WindowHash
{
    /// <summary>Pixels of a window.</summary>
    internal const int Width = 32;

    /// <summary>Room that a buffer of hashes needs beyond the row's length.</summary>
    internal const int Margin = 16;

    /// <summary>One window of so many is chosen, by its content: so the same ones are chosen wherever the content moves to.</summary>
    private const uint Sparse = 16;

    private const uint Chosen = 3;

    private const uint Mix = 0x9E3779B1;

    /// <summary>Chooses windows of a row.</summary>
    /// <param name="row">The pixels.</param>
    /// <param name="buffer">At least <see cref="Margin"/> longer than the row.</param>
    /// <param name="places">Where chosen windows begin in the row; ends when full.</param>
    /// <returns>How many were chosen; their hashes stand in <paramref name="buffer"/> at their places.</returns>
    internal static int Choose(ReadOnlySpan<uint> row, Span<uint> buffer, Span<ushort> places)
    {
        int windows = row.Length - Width + 1;
        if (windows <= 0) return 0;
        ref uint to = ref MemoryMarshal.GetReference(buffer[..(row.Length + Margin)]);
        ref uint from = ref MemoryMarshal.GetReference(row);
        nuint length = (nuint)row.Length, i = 0;
        for (; i + 4 <= length; i += 4) (Vector128.LoadUnsafe(ref from, i) * Mix).StoreUnsafe(ref to, i);
        for (; i < length; i++) buffer[(int)i] = row[(int)i] * Mix;
        buffer.Slice(row.Length, Margin).Clear();
        Double(ref to, length, 1);
        Double(ref to, length, 2);
        Double(ref to, length, 4);
        Double(ref to, length, 8);
        return ChooseWindows(ref to, windows, places);
    }

    private static void Double(ref uint hashes, nuint length, int step)
    {
        for (nuint i = 0; i < length; i += 4)
        {
            Vector128<uint> hash = Vector128.LoadUnsafe(ref hashes, i);
            (hash << step ^ hash >>> (32 - step) ^ Vector128.LoadUnsafe(ref hashes, i + (nuint)step)).StoreUnsafe(ref hashes, i);
        }
    }

    private static int ChooseWindows(ref uint hashes, int windows, Span<ushort> places)
    {
        int chosen = 0;
        Vector128<uint> low = Vector128.Create(Sparse - 1), wanted = Vector128.Create(Chosen);
        for (int i = 0; i < windows; i += 4)
        {
            Vector128<uint> half = Vector128.LoadUnsafe(ref hashes, (nuint)i);
            Vector128<uint> hash = half << 16 ^ half >>> 16 ^ Vector128.LoadUnsafe(ref hashes, (nuint)i + 16);
            hash.StoreUnsafe(ref hashes, (nuint)i);
            uint hits = Vector128.Equals(hash & low, wanted).ExtractMostSignificantBits();
            for (; hits != 0; hits &= hits - 1)
            {
                int at = i + BitOperations.TrailingZeroCount(hits);
                if (at >= windows || chosen == places.Length) return chosen;
                places[chosen++] = (ushort)at;
            }
        }

        return chosen;
    }
}
