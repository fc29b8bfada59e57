using RemoteAssist.Protocol;

namespace RemoteAssist.Decoding;

/// <summary>A rectangle of pixels, in places of the screen: what one operation, or one block of a masked one, draws.</summary>
internal sealed record Patch(int X, int Y, int Width, int Height, uint[] Pixels)
{
    /// <summary>Unpacks an operation whose data stands in the palette section.</summary>
    /// <returns>False when an index is past the palette.</returns>
    internal static bool TryUnpack(in Operation operation, ReadOnlySpan<byte> data, List<Patch> patches)
    {
        ReadOnlySpan<byte> colours = data[..(operation.Colours * 3)];
        data = data[colours.Length..];
        if (!operation.IsMasked) return TryUnpack(operation.X, operation.Y, operation.Width, operation.Height, colours, ref data, patches);
        for (ulong mask = operation.Mask; mask != 0; mask = BlockMask.WithoutFirst(mask))
        {
            (int x, int y, int width, int height) = BlockMask.First(mask, operation.Width, operation.Height);
            if (!TryUnpack(operation.X + x, operation.Y + y, width, height, colours, ref data, patches)) return false;
        }

        return true;
    }

    internal void Draw(Picture screen)
    {
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++) screen[X + x, Y + y] = Pixels[y * Width + x];
        }
    }

    /// <summary>The pixels of a rectangle as they are now, to be drawn at another place.</summary>
    internal static Patch Of(Picture screen, int fromX, int fromY, int width, int height, int toX, int toY)
    {
        var pixels = new uint[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++) pixels[y * width + x] = screen[fromX + x, fromY + y];
        }

        return new Patch(toX, toY, width, height, pixels);
    }

    private static bool TryUnpack(int x, int y, int width, int height, ReadOnlySpan<byte> colours, ref ReadOnlySpan<byte> data, List<Patch> patches)
    {
        var pixels = new uint[width * height];
        int count = colours.Length / 3;
        int bits = Operation.BitsPerIndex(count);
        int stride = count == 0 ? width * 3 : (width * bits + 7) / 8;
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                int at = row * stride;
                if (count == 0)
                {
                    pixels[row * width + column] = Colour(data, at + column * 3);
                    continue;
                }

                int first = column * bits;
                int index = data[at + first / 8] >> (8 - bits - first % 8) & ((1 << bits) - 1);
                if (index >= count) return false;
                pixels[row * width + column] = Colour(colours, index * 3);
            }
        }

        data = data[(stride * height)..];
        patches.Add(new Patch(x, y, width, height, pixels));
        return true;
    }

    private static uint Colour(ReadOnlySpan<byte> data, int at) => (uint)(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
}
