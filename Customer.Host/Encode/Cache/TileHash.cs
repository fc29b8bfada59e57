using System.Numerics;
using System.Runtime.InteropServices;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode.Cache;

/// <summary>The name of a tile's content: 64 bits of all its pixels and its size, in the manner of xxHash64 with four lanes.</summary>
internal static class TileHash
{
    private const ulong One = 0x9E3779B185EBCA87, Two = 0xC2B2AE3D27D4EB4F;

    /// <summary>Reads a tile.</summary>
    internal static ulong Of(Frame frame, PixelRect tile)
    {
        ulong a = unchecked(One + Two), b = Two, c = (ulong)tile.Width, d = (ulong)tile.Height;
        for (int y = tile.Y; y < tile.Bottom; y++)
        {
            ReadOnlySpan<uint> pixels = frame.Row(tile.X, y, tile.Width);
            ReadOnlySpan<ulong> pairs = MemoryMarshal.Cast<uint, ulong>(pixels);
            int i = 0;
            for (; i + 4 <= pairs.Length; i += 4)
            {
                a = Round(a, pairs[i]);
                b = Round(b, pairs[i + 1]);
                c = Round(c, pairs[i + 2]);
                d = Round(d, pairs[i + 3]);
            }

            for (i *= 2; i < pixels.Length; i++) a = Round(a, pixels[i]);
        }

        ulong hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        hash = (hash ^ hash >> 33) * Two;
        hash = (hash ^ hash >> 29) * One;
        return hash ^ hash >> 32;
    }

    private static ulong Round(ulong lane, ulong value) => BitOperations.RotateLeft(lane + value * Two, 31) * One;
}
