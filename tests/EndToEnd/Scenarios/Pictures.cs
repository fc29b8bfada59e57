namespace RemoteAssist.EndToEnd.Scenarios;

/// <summary>Pictures of the kind that windows and text make: few colours, sharp edges. They must arrive without loss.</summary>
internal static class Pictures
{
    /// <summary>A picture unlike any before: lines, blocks and speckles in a random palette of 12 colours.</summary>
    public static uint[] Pattern(int width, int height)
    {
        uint[] palette = new uint[12];
        for (int i = 0; i < palette.Length; i++) palette[i] = (uint)Random.Shared.Next(0x1000000);
        int phase = Random.Shared.Next(1000);
        var pixels = new uint[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int kind = (x / 24 + y / 16 + phase) % 4;
                pixels[y * width + x] = palette[kind switch
                {
                    0 => (x ^ y) & 3,
                    1 => 4 + (y + phase) % 3,
                    2 => 7 + (x * 7 + y * 13 + phase) % 5,
                    _ => (x / 3 + phase) % 12,
                }];
            }
        }

        return pixels;
    }
}
