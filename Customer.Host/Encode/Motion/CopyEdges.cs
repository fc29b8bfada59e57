using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode.Motion;

/// <summary>Compares pixels of one frame with those of another, moved by an offset.</summary>
internal static class CopyEdges
{
    /// <summary>Whether a block, cut at the screen's edges, has the pixels that were an offset away.</summary>
    internal static bool IsSame(Frame before, Frame now, PixelRect block, PixelRect forbidden, Offset offset)
    {
        PixelRect to = block.Intersect(now.Bounds), from = to.Offset(-offset.X, -offset.Y);
        if (!now.Bounds.Contains(from)) return false;
        if (!forbidden.IsEmpty && !(forbidden.Intersect(to).IsEmpty && forbidden.Intersect(from).IsEmpty)) return false;
        if (to.Width == BlockMap.Side)
        {
            ref uint one = ref now.Pixel(to.X, to.Y);
            ref uint other = ref before.Pixel(from.X, from.Y);
            for (int y = 0; y < to.Height; y++)
            {
                Vector128<uint> difference = (Vector128.LoadUnsafe(ref one) ^ Vector128.LoadUnsafe(ref other))
                    | (Vector128.LoadUnsafe(ref one, 4) ^ Vector128.LoadUnsafe(ref other, 4));
                if (difference != default) return false;
                one = ref Unsafe.Add(ref one, now.Width);
                other = ref Unsafe.Add(ref other, before.Width);
            }

            return true;
        }

        return RowsAreSame(before, now, to, offset);
    }

    /// <summary>Cuts a destination so that it and its source are on the screen.</summary>
    internal static PixelRect Cut(PixelRect area, PixelRect screen, Offset offset) =>
        area.Intersect(screen).Intersect(screen.Offset(offset.X, offset.Y));

    /// <summary>
    /// Moves the edges of a destination outwards pixel by pixel, by less than a block, as long as whole rows and columns are right: windows and
    /// lines of text begin anywhere.
    /// </summary>
    internal static PixelRect Extend(Frame before, Frame now, PixelRect area, PixelRect forbidden, Offset offset)
    {
        PixelRect limits = Cut(now.Bounds, now.Bounds, offset);
        for (int side = 0; side < 4; side++)
        {
            for (int step = 0; step < BlockMap.Side; step++)
            {
                PixelRect line = side switch
                {
                    0 => new PixelRect(area.X, area.Y - 1, area.Width, 1),
                    1 => new PixelRect(area.X, area.Bottom, area.Width, 1),
                    2 => new PixelRect(area.X - 1, area.Y, 1, area.Height),
                    _ => new PixelRect(area.Right, area.Y, 1, area.Height),
                };
                bool allowed = limits.Contains(line) && forbidden.Intersect(line).IsEmpty && forbidden.Intersect(line.Offset(-offset.X, -offset.Y)).IsEmpty;
                if (!allowed || !RowsAreSame(before, now, line, offset)) break;
                area = area.Union(line);
            }
        }

        return area;
    }

    private static bool RowsAreSame(Frame before, Frame now, PixelRect area, Offset offset)
    {
        for (int y = area.Y; y < area.Bottom; y++)
        {
            if (!now.Row(area.X, y, area.Width).SequenceEqual(before.Row(area.X - offset.X, y - offset.Y, area.Width))) return false;
        }

        return true;
    }
}
