using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Tests.Stand;

/// <summary>Frames with known content.</summary>
internal static class Frames
{
    internal static Frame Of(int width, int height, Func<int, int, uint> pixel)
    {
        var frame = new Frame(width, height);
        for (int y = 0; y < height; y++)
        {
            Span<uint> row = frame.Row(0, y, width);
            for (int x = 0; x < width; x++) row[x] = pixel(x, y) & 0xFFFFFF;
        }

        return frame;
    }

    /// <summary>Smooth hills of all colours with a little grain: what a camera gives.</summary>
    internal static uint Photograph(int x, int y)
    {
        int grain = (x * 7919 + y * 104729 + x * y * 31) % 7;
        int red = 128 + (int)(90 * Math.Sin(x / 23.0) * Math.Cos(y / 31.0)) + grain;
        int green = 120 + (int)(80 * Math.Sin((x + y) / 37.0)) + grain;
        int blue = 110 + (int)(100 * Math.Cos(x / 41.0 - y / 29.0)) + grain;
        return Rgb(red, green, blue);
    }

    /// <summary>Something like black text with grey edges on white.</summary>
    internal static uint Text(int x, int y)
    {
        int column = x % 9, row = y % 16;
        if (row is < 3 or > 12 || column > 6) return 0xFFFFFF;
        int stroke = (x / 9 * 31 + y / 16 * 17 + row * 5 + column * 3) % 11;
        return stroke < 4 ? 0x101010u : stroke == 4 ? 0x808890u : stroke == 5 ? 0xC0B8B0u : 0xFFFFFFu;
    }

    internal static uint Rgb(int red, int green, int blue) => (uint)(Math.Clamp(red, 0, 255) << 16 | Math.Clamp(green, 0, 255) << 8 | Math.Clamp(blue, 0, 255));
}
