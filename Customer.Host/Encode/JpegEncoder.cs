using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>
/// Baseline JPEG (ISO/IEC 10918-1, JFIF), YCbCr with the colours halved in both directions, standard Huffman tables. Our own, because a native
/// library would not fit in the single small file. Writes nothing outside of the span that it is given and allocates nothing.
/// </summary>
internal sealed class JpegEncoder
{
    private const int Side = 16;

    private readonly byte[] _header;
    private readonly float[] _luminance, _chrominance;
    private readonly HuffmanCode _dcLuminance = new(JpegTables.DcLuminanceCounts, JpegTables.DcValues);
    private readonly HuffmanCode _dcChrominance = new(JpegTables.DcChrominanceCounts, JpegTables.DcValues);
    private readonly HuffmanCode _acLuminance = new(JpegTables.AcLuminanceCounts, JpegTables.AcLuminanceValues);
    private readonly HuffmanCode _acChrominance = new(JpegTables.AcChrominanceCounts, JpegTables.AcChrominanceValues);
    private readonly float[] _blocks = new float[6 * 64];
    private readonly short[] _quantised = new short[64];

    /// <summary>Prepares the tables.</summary>
    /// <param name="quality">1 to 100, on libjpeg's scale.</param>
    internal JpegEncoder(int quality)
    {
        byte[] luminance = JpegTables.Scale(JpegTables.Luminance, quality), chrominance = JpegTables.Scale(JpegTables.Chrominance, quality);
        _header = JpegHeader.Build(luminance, chrominance);
        _luminance = Reciprocals(luminance);
        _chrominance = Reciprocals(chrominance);
    }

    /// <summary>The bytes that a picture of this size cannot exceed.</summary>
    internal int MostBytes(int width, int height) =>
        // Every coefficient takes at most 16 + 11 bits, and a stuffed byte doubles it; real pictures stay far below.
        _header.Length + 2 + (width + Side - 1) / Side * ((height + Side - 1) / Side) * 6 * 64 * 7;

    /// <summary>Writes a whole JPEG file.</summary>
    /// <param name="frame">The pixels.</param>
    /// <param name="rectangle">The part to write.</param>
    /// <param name="destination">At least <see cref="MostBytes"/>.</param>
    /// <returns>The bytes written.</returns>
    internal int Write(Frame frame, PixelRect rectangle, Span<byte> destination)
    {
        _header.CopyTo(destination);
        JpegHeader.SetSize(destination, rectangle.Width, rectangle.Height);
        var bits = new JpegBits(destination, _header.Length);
        int lastY = 0, lastCb = 0, lastCr = 0;
        for (int y = 0; y < rectangle.Height; y += Side)
        {
            for (int x = 0; x < rectangle.Width; x += Side)
            {
                McuPixels.Load(frame, rectangle, x, y, _blocks);
                for (int block = 0; block < 4; block++) WriteBlock(ref bits, block, _luminance, _dcLuminance, _acLuminance, ref lastY);
                WriteBlock(ref bits, 4, _chrominance, _dcChrominance, _acChrominance, ref lastCb);
                WriteBlock(ref bits, 5, _chrominance, _dcChrominance, _acChrominance, ref lastCr);
            }
        }

        bits.Finish();
        int length = bits.Length;
        destination[length++] = 0xFF;
        destination[length++] = 0xD9;
        return length;
    }

    // The transform leaves its coefficients too large by known factors, and transposed: both are made good here.
    private static float[] Reciprocals(ReadOnlySpan<byte> steps)
    {
        var reciprocals = new float[64];
        for (int across = 0; across < 8; across++)
        {
            for (int down = 0; down < 8; down++)
                reciprocals[across * 8 + down] = (float)(1.0 / (steps[down * 8 + across] * CosineTransform.Scale[across] * CosineTransform.Scale[down] * 8.0));
        }

        return reciprocals;
    }

    private void WriteBlock(ref JpegBits bits, int block, float[] reciprocals, HuffmanCode dc, HuffmanCode ac, ref int last)
    {
        Span<float> samples = _blocks.AsSpan(block * 64, 64);
        CosineTransform.Forward(samples);
        ulong set = Quantise(samples, reciprocals);
        int difference = _quantised[0] - last;
        last = _quantised[0];
        int size = JpegBits.SizeOf(difference);
        bits.Write(dc[size], difference, size);
        int at = 0;
        set &= ~1UL;
        while (set != 0)
        {
            int next = System.Numerics.BitOperations.TrailingZeroCount(set);
            set &= set - 1;
            int run = next - at - 1;
            at = next;
            for (; run >= 16; run -= 16) bits.Write(ac[0xF0], 0, 0);
            int value = _quantised[next];
            size = JpegBits.SizeOf(value);
            bits.Write(ac[run << 4 | size], value, size);
        }

        if (at != 63) bits.Write(ac[0], 0, 0);
    }

    /// <summary>Quantises into zigzag order; returns which coefficients are not zero.</summary>
    private ulong Quantise(Span<float> samples, float[] reciprocals)
    {
        ulong set = 0;
        ReadOnlySpan<byte> zigzag = JpegTables.Zigzag;
        for (int k = 0; k < 64; k++)
        {
            int place = zigzag[k];
            int transposed = (place & 7) << 3 | place >> 3;
            float scaled = samples[transposed] * reciprocals[transposed];
            int value = (int)(scaled + (scaled < 0 ? -0.5f : 0.5f));
            _quantised[k] = (short)value;
            if (value != 0) set |= 1UL << k;
        }

        return set;
    }
}
