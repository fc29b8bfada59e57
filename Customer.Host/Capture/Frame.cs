using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>A screen's pixels as the viewers have them: 0x00RRGGBB, the high byte always zero.</summary>
internal sealed class Frame
{
    private readonly uint[] _pixels;

    internal Frame(int width, int height)
    {
        Width = width;
        Height = height;
        _pixels = new uint[(long)width * height];
    }

    internal int Width { get; }

    internal int Height { get; }

    internal PixelRect Bounds => new(0, 0, Width, Height);

    internal int TileColumns => (Width + Tile.Side - 1) / Tile.Side;

    internal int TileRows => (Height + Tile.Side - 1) / Tile.Side;

    /// <summary>Pixels <paramref name="x"/> to <paramref name="x"/> + <paramref name="width"/> of a row.</summary>
    internal Span<uint> Row(int x, int y, int width) => _pixels.AsSpan(y * Width + x, width);

    /// <summary>One pixel, for loops that go on from it with <see cref="Width"/> as the stride; its caller stays inside of the frame.</summary>
    internal ref uint Pixel(int x, int y) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_pixels), (nint)y * Width + x);

    /// <summary>The rectangle of a tile, cut at the frame's edges.</summary>
    internal PixelRect TileBounds(int tile) =>
        new PixelRect(tile % TileColumns * Tile.Side, tile / TileColumns * Tile.Side, Tile.Side, Tile.Side).Intersect(Bounds);
}

/// <summary>The grid of tiles over a screen.</summary>
internal static class Tile
{
    /// <summary>Pixels along one side.</summary>
    internal const int Side = Protocol.Operation.TileSide;
}
