namespace RemoteAssist.Benchmarks.Glass.Motion;

/// <summary>
/// A number in the picture: twelve black or white blocks, six in a row, large enough to be read after a video codec, and inside one tile so that
/// all of it comes at once.
/// </summary>
internal static class Marker
{
    /// <summary>Pixels along a block's side, and of the whole.</summary>
    public const int Block = 10, Columns = 6, Rows = 2, Width = Block * Columns, Height = Block * Rows;

    /// <summary>Numbers start again after so many.</summary>
    public const int End = 1 << (Columns * Rows);

    /// <summary>Draws a number into pixels.</summary>
    /// <param name="number">From 0, below <see cref="End"/>.</param>
    /// <param name="pixels">0x00RRGGBB, row by row.</param>
    /// <param name="stride">Pixels of a row.</param>
    /// <param name="x">Where.</param>
    /// <param name="y">Where.</param>
    public static void Draw(int number, Span<uint> pixels, int stride, int x, int y)
    {
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                int bit = row / Block * Columns + column / Block;
                pixels[(y + row) * stride + x + column] = (number >> bit & 1) != 0 ? 0xFFFFFFu : 0;
            }
        }
    }

    /// <summary>A number alone, <see cref="Width"/> x <see cref="Height"/> pixels.</summary>
    public static uint[] Picture(int number)
    {
        var pixels = new uint[Width * Height];
        Draw(number, pixels, Width, 0, 0);
        return pixels;
    }
}
