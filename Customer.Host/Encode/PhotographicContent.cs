using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>
/// Tells photographs, which JPEG may blur a little for a while, from text, icons and gradients, which stay exact.
/// A photograph has many colours, hardly two equal neighbours, and neighbours that differ by little; text and controls have flat ground between
/// hard edges, and a gradient is flat along at least one direction.
/// </summary>
internal static class PhotographicContent
{
    /// <summary>Fewer colours than this are cheap as a palette, whatever they show.</summary>
    internal const int LeastColours = 25;

    /// <summary>Fewer pixels than this are cheap, whatever they show.</summary>
    internal const int LeastPixels = 192;

    /// <summary>Percent of equal neighbours, in either direction, from which the content counts as drawn.</summary>
    private const int FlatPercent = 40;

    /// <summary>Percent of unequal neighbours that must differ by less than <see cref="SmallStep"/> in every channel.</summary>
    private const int SoftPercent = 75;

    /// <summary>The same with more colours than a palette holds: photographs of leaves and crowds have hard edges as well.</summary>
    private const int SoftPercentManyColours = 55;

    private const int SmallStep = 16;

    /// <summary>Whether the rectangle may be sent as JPEG.</summary>
    /// <param name="frame">The pixels.</param>
    /// <param name="rectangle">At most a tile.</param>
    /// <param name="colours">How many colours were counted in it.</param>
    internal static bool Is(Frame frame, PixelRect rectangle, int colours)
    {
        if (colours < LeastColours || rectangle.Area < LeastPixels || rectangle.Width < 8 || rectangle.Height < 8) return false;
        int equalAcross = 0, softAcross = 0, equalDown = 0;
        for (int y = 1; y < rectangle.Height; y++)
        {
            ReadOnlySpan<uint> above = frame.Row(rectangle.X, rectangle.Y + y - 1, rectangle.Width);
            ReadOnlySpan<uint> row = frame.Row(rectangle.X, rectangle.Y + y, rectangle.Width);
            for (int x = 1; x < row.Length; x++)
            {
                uint here = row[x], left = row[x - 1];
                if (here == left) equalAcross++;
                else if (IsSmallStep(here, left)) softAcross++;
                if (here == above[x]) equalDown++;
            }
        }

        int neighbours = (rectangle.Width - 1) * (rectangle.Height - 1);
        int flat = neighbours * FlatPercent / 100;
        if (equalAcross > flat || equalDown > flat) return false;
        int soft = colours > TileColours.Most ? SoftPercentManyColours : SoftPercent;
        return softAcross * 100 >= (neighbours - equalAcross) * soft;
    }

    private static bool IsSmallStep(uint one, uint other) =>
        Math.Abs((int)(one & 0xFF) - (int)(other & 0xFF)) < SmallStep
        && Math.Abs((int)(one >> 8 & 0xFF) - (int)(other >> 8 & 0xFF)) < SmallStep
        && Math.Abs((int)(one >> 16 & 0xFF) - (int)(other >> 16 & 0xFF)) < SmallStep;
}
