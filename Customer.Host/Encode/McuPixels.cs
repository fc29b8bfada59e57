using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>Turns 16 × 16 pixels into four blocks of Y and one each of Cb and Cr (JFIF 1.02, "Conversion to and from RGB"), all centred on zero.</summary>
internal static class McuPixels
{
    private const int Side = 16;

    /// <summary>Loads the unit at (x, y) of the rectangle; pixels beyond its edges repeat the last ones.</summary>
    internal static void Load(Frame frame, PixelRect rectangle, int x, int y, Span<float> blocks)
    {
        Span<uint> line = stackalloc uint[Side * 2];
        int width = Math.Min(Side, rectangle.Width - x);
        for (int row = 0; row < Side; row += 2)
        {
            for (int half = 0; half < 2; half++)
            {
                int from = rectangle.Y + Math.Min(y + row + half, rectangle.Height - 1);
                Span<uint> to = line.Slice(half * Side, Side);
                frame.Row(rectangle.X + x, from, width).CopyTo(to);
                if (width < Side) to[width..].Fill(to[width - 1]);
            }

            LoadTwoRows(line, row, blocks);
        }
    }

    private static void LoadTwoRows(ReadOnlySpan<uint> line, int row, Span<float> blocks)
    {
        int upper = (row >> 3) * 128 + (row & 7) * 8;
        int colour = 256 + (row >> 1) * 8;
        for (int x = 0; x < Side; x += 2)
        {
            int at = upper + (x >> 3) * 64 + (x & 7);
            uint a = line[x], b = line[x + 1], c = line[Side + x], d = line[Side + x + 1];
            blocks[at] = Luminance(a);
            blocks[at + 1] = Luminance(b);
            blocks[at + 8] = Luminance(c);
            blocks[at + 9] = Luminance(d);
            float red = Sum(a >> 16, b >> 16, c >> 16, d >> 16), green = Sum(a >> 8, b >> 8, c >> 8, d >> 8), blue = Sum(a, b, c, d);
            blocks[colour + (x >> 1)] = (red * -0.168736f - green * 0.331264f + blue * 0.5f) * 0.25f;
            blocks[colour + 64 + (x >> 1)] = (red * 0.5f - green * 0.418688f - blue * 0.081312f) * 0.25f;
        }
    }

    private static float Luminance(uint pixel) =>
        (int)(pixel >> 16 & 0xFF) * 0.299f + (int)(pixel >> 8 & 0xFF) * 0.587f + (int)(pixel & 0xFF) * 0.114f - 128f;

    private static int Sum(uint a, uint b, uint c, uint d) => (int)((a & 0xFF) + (b & 0xFF) + (c & 0xFF) + (d & 0xFF));
}
