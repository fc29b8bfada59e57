using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Tests.Stand;

/// <summary>A desktop that is drawn on.</summary>
internal static class Desk
{
    /// <summary>Draws into a rectangle.</summary>
    internal static void Paint(this Frame frame, PixelRect area, Func<int, int, uint> pixel)
    {
        PixelRect inside = area.Intersect(frame.Bounds);
        for (int y = inside.Y; y < inside.Bottom; y++)
        {
            for (int x = inside.X; x < inside.Right; x++) frame.Row(x, y, 1)[0] = pixel(x - area.X, y - area.Y) & 0xFFFFFF;
        }
    }

    /// <summary>Moves what is in a rectangle to another place; what was there stays.</summary>
    internal static void Move(this Frame frame, PixelRect area, int dx, int dy)
    {
        Frame before = frame.Copy();
        PixelRect to = area.Offset(dx, dy).Intersect(frame.Bounds);
        frame.Paint(to, (x, y) =>
        {
            int fromX = to.X + x - dx, fromY = to.Y + y - dy;
            return before.Bounds.Contains(fromX, fromY) ? before.Row(fromX, fromY, 1)[0] : 0;
        });
    }

    /// <summary>The same pixels again.</summary>
    internal static Frame Copy(this Frame frame)
    {
        var copy = new Frame(frame.Width, frame.Height);
        for (int y = 0; y < frame.Height; y++) frame.Row(0, y, frame.Width).CopyTo(copy.Row(0, y, frame.Width));
        return copy;
    }

    /// <summary>Lines of text that differ from line to line and from seed to seed.</summary>
    internal static Func<int, int, uint> Writing(int seed) => (x, y) =>
    {
        int column = x % 9, row = y % 16, line = y / 16 + seed * 131;
        if (row is < 3 or > 12 || column > 6) return 0xFFFFFF;
        uint glyph = (uint)HashCode.Combine(x / 9, line) % 23;
        uint stroke = (glyph * 2654435761u >> (row + column) & 7);
        return stroke < 3 ? 0x101010u : stroke == 3 ? 0x808890u : 0xFFFFFFu;
    };
}
