using System.Buffers.Binary;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>Writes the markers in front of a scan (T.81, annex B).</summary>
internal ref struct JpegHeader
{
    /// <summary>The most bytes that it takes.</summary>
    internal const int Most = 2 + 18 + 2 * 69 + 19 + 4 * (5 + 16 + 256) + 14;

    private readonly Span<byte> _destination;

    private JpegHeader(Span<byte> destination) => _destination = destination;

    /// <summary>Bytes written so far.</summary>
    internal int Length { get; private set; }

    /// <summary>Begins a file: everything up to the Huffman tables.</summary>
    internal static JpegHeader Begin(Span<byte> destination, int width, int height, ReadOnlySpan<byte> luminance, ReadOnlySpan<byte> chrominance)
    {
        var header = new JpegHeader(destination);
        header.Add([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        header.AddQuantisation(0, luminance);
        header.AddQuantisation(1, chrominance);
        // Eight bits, three components; Y twice as fine in both directions.
        header.Add([0xFF, 0xC0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        BinaryPrimitives.WriteUInt16BigEndian(destination[(header.Length - 14)..], (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(destination[(header.Length - 12)..], (ushort)width);
        return header;
    }

    /// <summary>Adds a Huffman table.</summary>
    /// <param name="id">0x00 and 0x01 for DC, 0x10 and 0x11 for AC.</param>
    /// <param name="counts">How many values have a code of 1 to 16 bits.</param>
    /// <param name="values">The values.</param>
    internal void AddHuffman(byte id, ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        int length = 19 + values.Length;
        Add([0xFF, 0xC4, (byte)(length >> 8), (byte)length, id]);
        Add(counts);
        Add(values);
    }

    /// <summary>Ends the header: the scan's data follows.</summary>
    internal void BeginScan() => Add([0xFF, 0xDA, 0, 12, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);

    private void AddQuantisation(byte id, ReadOnlySpan<byte> steps)
    {
        Add([0xFF, 0xDB, 0, 67, id]);
        foreach (byte place in JpegTables.Zigzag) _destination[Length++] = steps[place];
    }

    private void Add(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[Length..]);
        Length += bytes.Length;
    }
}
