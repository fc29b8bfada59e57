namespace RemoteAssist.Decoding;

/// <summary>A screen as a viewer sees it: 0x00RRGGBB, row by row.</summary>
/// <param name="width">Pixels.</param>
/// <param name="height">Pixels.</param>
public sealed class Picture(int width, int height)
{
    /// <summary>Pixels.</summary>
    public int Width { get; } = width;

    /// <summary>Pixels.</summary>
    public int Height { get; } = height;

    /// <summary>All pixels.</summary>
    public uint[] Pixels { get; } = new uint[width * height];

    /// <summary>One pixel.</summary>
    public uint this[int x, int y]
    {
        get => Pixels[y * Width + x];
        set => Pixels[y * Width + x] = value;
    }
}
