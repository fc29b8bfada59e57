using System.Buffers.Binary;

namespace RemoteAssist.Benchmarks.Clips;

/// <summary>
/// A recorded screen on disk. Little-endian.
/// <code>
///  header, 20 bytes: "RAC1", u32 width, u32 height, u32 frames a second, u32 frames
///  each frame:       u32 first row, u32 rows, u32 n, then n bytes: a zstd frame of those rows, each pixel XOR that of the frame before
/// </code>
/// A frame without rows is the same as the one before.
/// </summary>
internal static class ClipFile
{
    /// <summary>Where names of clip files end.</summary>
    public const string Ending = ".clip";

    internal const int HeaderSize = 20, FrameHeaderSize = 12;

    internal static ReadOnlySpan<byte> Magic => "RAC1"u8;

    internal static void WriteNumbers(Span<byte> destination, params ReadOnlySpan<int> numbers)
    {
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(destination[(4 * i)..], numbers[i]);
    }

    internal static int ReadNumber(ReadOnlySpan<byte> source, int index) => BinaryPrimitives.ReadInt32LittleEndian(source[(4 * index)..]);
}
