namespace RemoteAssist.Benchmarks.Glass;

/// <summary>What the blocks show: never the same twice.</summary>
internal static class Textures
{
    /// <summary>A random colour whose channels are not extreme.</summary>
    public static uint Colour() => (uint)(Random.Shared.Next(0x10, 0xF0) << 16 | Random.Shared.Next(0x10, 0xF0) << 8 | Random.Shared.Next(0x10, 0xF0));

    /// <summary>One colour.</summary>
    public static uint[] Plain(int width, int height)
    {
        var pixels = new uint[width * height];
        Array.Fill(pixels, Colour());
        return pixels;
    }

    /// <summary>Like a page of text: rows of short strokes in two inks on a plain ground.</summary>
    public static uint[] Lines(int width, int height)
    {
        uint[] pixels = Plain(width, height);
        uint[] inks = [Colour(), Colour()];
        for (int row = 3; row + 10 < height; row += 16)
        {
            for (int x = 2; x < width - 2; x++)
            {
                if (Random.Shared.Next(5) == 0) continue;
                int top = row + Random.Shared.Next(6), bottom = row + 4 + Random.Shared.Next(7);
                uint ink = inks[x / 90 % 2];
                if (Random.Shared.Next(3) == 0) continue;
                for (int y = top; y < bottom; y++) pixels[y * width + x] = ink;
            }
        }

        return pixels;
    }
}
