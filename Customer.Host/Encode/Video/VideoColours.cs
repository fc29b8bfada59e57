using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>
/// RGB to the planes of a video: ITU-R BT.709 in studio range, Y from 16 to 235, Cb and Cr from 16 to 240 and one of each for four pixels
/// (the mean of their colours).
/// </summary>
internal static class VideoColours
{
    // 16 bits behind the point. Each row of Cb and Cr adds up to nothing, so that grey stays grey.
    private const int YRed = 11966, YGreen = 40254, YBlue = 4064, YBase = (16 << 16) + 0x8000;
    private const int CbRed = -6596, CbGreen = -22189, CbBlue = 28785, CrRed = 28785, CrGreen = -26145, CrBlue = -2640;

    // Two bits more, since four pixels are added up.
    private const int ChromaShift = 18, ChromaBase = (128 << ChromaShift) + (1 << (ChromaShift - 1));

    /// <summary>Fills the planes from a rectangle of a frame.</summary>
    /// <param name="frame">The pixels.</param>
    /// <param name="rectangle">Inside of the frame; at odd sizes the last column and row count twice for the chroma.</param>
    /// <param name="planes">Where to write.</param>
    internal static void Fill(Frame frame, PixelRect rectangle, in VideoPlanes planes)
    {
        for (int y = 0; y < rectangle.Height; y += 2)
        {
            ReadOnlySpan<uint> upper = frame.Row(rectangle.X, rectangle.Y + y, rectangle.Width);
            ReadOnlySpan<uint> lower = y + 1 < rectangle.Height ? frame.Row(rectangle.X, rectangle.Y + y + 1, rectangle.Width) : upper;
            FillLuminance(upper, planes.Y(y));
            if (y + 1 < rectangle.Height) FillLuminance(lower, planes.Y(y + 1));
            FillChroma(upper, lower, planes.U(y / 2), planes.V(y / 2));
        }
    }

    private static void FillLuminance(ReadOnlySpan<uint> pixels, Span<byte> to)
    {
        ref uint from = ref MemoryMarshal.GetReference(pixels);
        ref byte target = ref MemoryMarshal.GetReference(to);
        int length = pixels.Length, x = 0;
        for (; x + 16 <= length; x += 16)
        {
            Vector128<ushort> first = Vector128.Narrow(Luminance(Vector128.LoadUnsafe(ref from, (nuint)x)), Luminance(Vector128.LoadUnsafe(ref from, (nuint)x + 4)));
            Vector128<ushort> second = Vector128.Narrow(Luminance(Vector128.LoadUnsafe(ref from, (nuint)x + 8)), Luminance(Vector128.LoadUnsafe(ref from, (nuint)x + 12)));
            Vector128.Narrow(first, second).StoreUnsafe(ref target, (nuint)x);
        }

        for (; x < length; x++) to[x] = (byte)(((pixels[x] >> 16 & 0xFF) * YRed + (pixels[x] >> 8 & 0xFF) * YGreen + (pixels[x] & 0xFF) * YBlue + YBase) >> 16);
    }

    private static Vector128<uint> Luminance(Vector128<uint> pixels)
    {
        Vector128<uint> low = Vector128.Create(0xFFu);
        Vector128<uint> sum = (pixels >>> 16 & low) * YRed + (pixels >>> 8 & low) * YGreen + (pixels & low) * YBlue;
        return sum + Vector128.Create((uint)YBase) >>> 16;
    }

    private static void FillChroma(ReadOnlySpan<uint> upper, ReadOnlySpan<uint> lower, Span<byte> u, Span<byte> v)
    {
        ref uint one = ref MemoryMarshal.GetReference(upper);
        ref uint other = ref MemoryMarshal.GetReference(lower);
        int length = upper.Length, x = 0;
        for (; x + 8 <= length; x += 8)
        {
            SumOfFour(ref one, ref other, x, out Vector128<int> redBlueLow, out Vector128<int> green);
            Vector128<int> red = redBlueLow >>> 16, blue = redBlueLow & Vector128.Create(0xFFFF);
            Store(Chroma(red, green, blue, CbRed, CbGreen, CbBlue), u[(x / 2)..]);
            Store(Chroma(red, green, blue, CrRed, CrGreen, CrBlue), v[(x / 2)..]);
        }

        for (; x < length; x += 2)
        {
            int next = Math.Min(x + 1, length - 1);
            int red = Sum(upper[x] >> 16, upper[next] >> 16, lower[x] >> 16, lower[next] >> 16);
            int green = Sum(upper[x] >> 8, upper[next] >> 8, lower[x] >> 8, lower[next] >> 8);
            int blue = Sum(upper[x], upper[next], lower[x], lower[next]);
            u[x / 2] = (byte)(red * CbRed + green * CbGreen + blue * CbBlue + ChromaBase >> ChromaShift);
            v[x / 2] = (byte)(red * CrRed + green * CrGreen + blue * CrBlue + ChromaBase >> ChromaShift);
        }
    }

    // Of eight columns and two rows; red and blue stand in one number, in its upper and its lower half.
    private static void SumOfFour(ref uint one, ref uint other, int x, out Vector128<int> redBlue, out Vector128<int> green)
    {
        Vector128<uint> pair = Vector128.Create(0x00FF00FFu), single = Vector128.Create(0xFFu);
        Vector128<uint> a = Vector128.LoadUnsafe(ref one, (nuint)x), b = Vector128.LoadUnsafe(ref one, (nuint)x + 4);
        Vector128<uint> c = Vector128.LoadUnsafe(ref other, (nuint)x), d = Vector128.LoadUnsafe(ref other, (nuint)x + 4);
        Vector128<uint> leftPair = (a & pair) + (c & pair), rightPair = (b & pair) + (d & pair);
        Vector128<uint> leftGreen = (a >>> 8 & single) + (c >>> 8 & single), rightGreen = (b >>> 8 & single) + (d >>> 8 & single);
        redBlue = AddNeighbours(leftPair, rightPair);
        green = AddNeighbours(leftGreen, rightGreen);
    }

    private static Vector128<int> AddNeighbours(Vector128<uint> left, Vector128<uint> right)
    {
        Vector128<ulong> even = left.AsUInt64() + (left.AsUInt64() >>> 32), odd = right.AsUInt64() + (right.AsUInt64() >>> 32);
        return Vector128.Narrow(even, odd).AsInt32();
    }

    private static Vector128<int> Chroma(Vector128<int> red, Vector128<int> green, Vector128<int> blue, int ofRed, int ofGreen, int ofBlue) =>
        red * ofRed + green * ofGreen + blue * ofBlue + Vector128.Create(ChromaBase) >> ChromaShift;

    private static void Store(Vector128<int> four, Span<byte> to)
    {
        Vector128<short> halves = Vector128.Narrow(four, four);
        uint bytes = Vector128.Narrow(halves, halves).AsUInt32().ToScalar();
        MemoryMarshal.Write(to, bytes);
    }

    private static int Sum(uint a, uint b, uint c, uint d) => (int)((a & 0xFF) + (b & 0xFF) + (c & 0xFF) + (d & 0xFF));
}
