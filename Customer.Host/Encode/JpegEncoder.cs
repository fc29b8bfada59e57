using System.Numerics;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>
/// Baseline JPEG (ISO/IEC 10918-1, JFIF), YCbCr with the colours halved in both directions, Huffman tables made for each picture. Our own, because a
/// native library would not fit in the single small file. Writes nothing outside of the span that it is given, and allocates only when a picture
/// is larger than all before.
/// </summary>
internal sealed class JpegEncoder
{
    private const int Side = 16, BlocksInUnit = 6;

    private readonly byte[] _luminanceSteps, _chrominanceSteps;
    private readonly float[] _luminance, _chrominance;
    private readonly HuffmanCounts[] _counts = [new(), new(), new(), new()];
    private readonly HuffmanCode[] _codes = [new(), new(), new(), new()];
    private readonly float[] _samples = new float[BlocksInUnit * 64];
    private short[] _coefficients = [];
    private ulong[] _set = [];

    /// <summary>Prepares the tables.</summary>
    /// <param name="quality">1 to 100, on libjpeg's scale.</param>
    internal JpegEncoder(int quality)
    {
        _luminanceSteps = JpegTables.Scale(JpegTables.Luminance, quality);
        _chrominanceSteps = JpegTables.Scale(JpegTables.Chrominance, quality);
        _luminance = Reciprocals(_luminanceSteps);
        _chrominance = Reciprocals(_chrominanceSteps);
    }

    /// <summary>The bytes that a picture of this size cannot exceed.</summary>
    internal static int MostBytes(int width, int height) =>
        // Every coefficient takes at most 16 + 11 bits, and a stuffed byte doubles it; real pictures stay far below.
        JpegHeader.Most + 2 + Units(width) * Units(height) * BlocksInUnit * 64 * 7;

    /// <summary>Writes a whole JPEG file.</summary>
    /// <param name="frame">The pixels.</param>
    /// <param name="rectangle">The part to write.</param>
    /// <param name="destination">At least <see cref="MostBytes"/>.</param>
    /// <returns>The bytes written.</returns>
    internal int Write(Frame frame, PixelRect rectangle, Span<byte> destination)
    {
        int blocks = Units(rectangle.Width) * Units(rectangle.Height) * BlocksInUnit;
        if (_set.Length < blocks)
        {
            _set = new ulong[blocks];
            _coefficients = new short[blocks * 64];
        }

        Transform(frame, rectangle);
        Count(blocks);
        var header = JpegHeader.Begin(destination, rectangle.Width, rectangle.Height, _luminanceSteps, _chrominanceSteps);
        for (int table = 0; table < 4; table++)
        {
            _counts[table].Build();
            _codes[table].Assign(_counts[table].Lengths, _counts[table].Values);
            // Tables 0 and 1 are DC and AC of the luminance, 2 and 3 of the colours.
            header.AddHuffman((byte)((table & 1) << 4 | table >> 1), _counts[table].Lengths, _counts[table].Values);
        }

        header.BeginScan();
        var bits = new JpegBits(destination, header.Length);
        Write(ref bits, blocks);
        bits.Finish();
        int length = bits.Length;
        destination[length++] = 0xFF;
        destination[length++] = 0xD9;
        return length;
    }

    private static int Units(int pixels) => (pixels + Side - 1) / Side;

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

    private static int TableOf(int block) => block % BlocksInUnit < 4 ? 0 : 2;

    /// <summary>Fills in the coefficients of all blocks; the first of each becomes its difference to the one before.</summary>
    private void Transform(Frame frame, PixelRect rectangle)
    {
        Span<short> last = stackalloc short[3];
        last.Clear();
        int block = 0;
        for (int y = 0; y < rectangle.Height; y += Side)
        {
            for (int x = 0; x < rectangle.Width; x += Side)
            {
                McuPixels.Load(frame, rectangle, x, y, _samples);
                for (int i = 0; i < BlocksInUnit; i++, block++)
                {
                    Span<float> samples = _samples.AsSpan(i * 64, 64);
                    Span<short> coefficients = _coefficients.AsSpan(block * 64, 64);
                    CosineTransform.Forward(samples);
                    _set[block] = Quantise(samples, i < 4 ? _luminance : _chrominance, coefficients);
                    ref short before = ref last[Math.Max(0, i - 3)];
                    short dc = coefficients[0];
                    coefficients[0] -= before;
                    before = dc;
                }
            }
        }
    }

    private void Count(int blocks)
    {
        foreach (HuffmanCounts counts in _counts) counts.Clear();
        for (int block = 0; block < blocks; block++)
        {
            ReadOnlySpan<short> coefficients = _coefficients.AsSpan(block * 64, 64);
            int table = TableOf(block), at = 0;
            _counts[table].Add(JpegBits.SizeOf(coefficients[0]));
            HuffmanCounts ac = _counts[table + 1];
            for (ulong set = _set[block] & ~1UL; set != 0; set &= set - 1)
            {
                int next = BitOperations.TrailingZeroCount(set);
                int run = next - at - 1;
                at = next;
                for (; run >= 16; run -= 16) ac.Add(0xF0);
                ac.Add(run << 4 | JpegBits.SizeOf(coefficients[next]));
            }

            if (at != 63) ac.Add(0);
        }
    }

    private void Write(ref JpegBits bits, int blocks)
    {
        for (int block = 0; block < blocks; block++)
        {
            ReadOnlySpan<short> coefficients = _coefficients.AsSpan(block * 64, 64);
            HuffmanCode dc = _codes[TableOf(block)], ac = _codes[TableOf(block) + 1];
            int value = coefficients[0], size = JpegBits.SizeOf(value), at = 0;
            bits.Write(dc[size], value, size);
            for (ulong set = _set[block] & ~1UL; set != 0; set &= set - 1)
            {
                int next = BitOperations.TrailingZeroCount(set);
                int run = next - at - 1;
                at = next;
                for (; run >= 16; run -= 16) bits.Write(ac[0xF0], 0, 0);
                value = coefficients[next];
                size = JpegBits.SizeOf(value);
                bits.Write(ac[run << 4 | size], value, size);
            }

            if (at != 63) bits.Write(ac[0], 0, 0);
        }
    }

    /// <summary>Quantises into zigzag order; returns which coefficients are not zero.</summary>
    private static ulong Quantise(ReadOnlySpan<float> samples, float[] reciprocals, Span<short> quantised)
    {
        ulong set = 0;
        ReadOnlySpan<byte> zigzag = JpegTables.Zigzag;
        for (int k = 0; k < 64; k++)
        {
            int place = zigzag[k];
            int transposed = (place & 7) << 3 | place >> 3;
            float scaled = samples[transposed] * reciprocals[transposed];
            int value = (int)(scaled + (scaled < 0 ? -0.5f : 0.5f));
            quantised[k] = (short)value;
            if (value != 0) set |= 1UL << k;
        }

        return set;
    }
}
