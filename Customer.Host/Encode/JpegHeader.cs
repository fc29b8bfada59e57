using System.Buffers.Binary;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>The markers in front of a scan (T.81, annex B): the same for all pictures of one quality but for their size.</summary>
internal static class JpegHeader
{
    private const int SizeAt = 2 + 18 + 2 * 69 + 5;

    /// <summary>Builds everything up to the scan's data.</summary>
    internal static byte[] Build(byte[] luminance, byte[] chrominance)
    {
        var bytes = new List<byte>(640) { 0xFF, 0xD8 };
        bytes.AddRange([0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        AddQuantisation(bytes, 0, luminance);
        AddQuantisation(bytes, 1, chrominance);
        // Eight bits, three components; Y twice as fine in both directions.
        bytes.AddRange([0xFF, 0xC0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        AddHuffman(bytes, 0x00, JpegTables.DcLuminanceCounts, JpegTables.DcValues);
        AddHuffman(bytes, 0x10, JpegTables.AcLuminanceCounts, JpegTables.AcLuminanceValues);
        AddHuffman(bytes, 0x01, JpegTables.DcChrominanceCounts, JpegTables.DcValues);
        AddHuffman(bytes, 0x11, JpegTables.AcChrominanceCounts, JpegTables.AcChrominanceValues);
        bytes.AddRange([0xFF, 0xDA, 0, 12, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
        return [.. bytes];
    }

    /// <summary>Puts a picture's size into a header.</summary>
    internal static void SetSize(Span<byte> header, int width, int height)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header[SizeAt..], (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(header[(SizeAt + 2)..], (ushort)width);
    }

    private static void AddQuantisation(List<byte> bytes, byte id, byte[] steps)
    {
        bytes.AddRange([0xFF, 0xDB, 0, 67, id]);
        foreach (byte place in JpegTables.Zigzag) bytes.Add(steps[place]);
    }

    private static void AddHuffman(List<byte> bytes, byte id, ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        int length = 19 + values.Length;
        bytes.AddRange([0xFF, 0xC4, (byte)(length >> 8), (byte)length, id]);
        foreach (byte count in counts) bytes.Add(count);
        foreach (byte value in values) bytes.Add(value);
    }
}
