using System.Numerics;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>The pixels of a tile, or of some of its blocks, in the order in which the protocol sends them. Reused from tile to tile.</summary>
internal sealed class TilePixels
{
    private readonly uint[] _pixels = new uint[Tile.Side * Tile.Side];
    private int _count;
    private PixelRect _tile;
    private ulong _mask;

    /// <summary>The pixels.</summary>
    internal ReadOnlySpan<uint> Pixels => _pixels.AsSpan(0, _count);

    /// <summary>Reads.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="tile">The tile's rectangle.</param>
    /// <param name="mask">The blocks; 0 for the whole tile row by row.</param>
    internal void Read(Frame frame, PixelRect tile, ulong mask)
    {
        (_tile, _mask, _count) = (tile, mask, 0);
        if (mask == 0)
        {
            for (int y = tile.Y; y < tile.Bottom; y++, _count += tile.Width) frame.Row(tile.X, y, tile.Width).CopyTo(_pixels.AsSpan(_count));
            return;
        }

        for (ulong rest = mask; rest != 0; rest &= rest - 1)
        {
            PixelRect block = Block(rest);
            for (int y = block.Y; y < block.Bottom; y++, _count += block.Width) frame.Row(block.X, y, block.Width).CopyTo(_pixels.AsSpan(_count));
        }
    }

    /// <summary>Writes the pixels' indices, packed as the protocol says; returns the bytes written.</summary>
    internal int Pack(ReadOnlySpan<byte> indices, int bits, Span<byte> destination)
    {
        if (_mask == 0) return PaletteData.Pack(indices[.._count], _tile.Width, bits, destination);
        int at = 0, read = 0;
        for (ulong rest = _mask; rest != 0; rest &= rest - 1)
        {
            PixelRect block = Block(rest);
            int pixels = block.Width * block.Height;
            at += PaletteData.Pack(indices.Slice(read, pixels), block.Width, bits, destination[at..]);
            read += pixels;
        }

        return at;
    }

    private PixelRect Block(ulong mask)
    {
        int bit = BitOperations.TrailingZeroCount(mask);
        return new PixelRect(_tile.X + (bit & 7) * BlockMap.Side, _tile.Y + (bit >> 3) * BlockMap.Side, BlockMap.Side, BlockMap.Side).Intersect(_tile);
    }
}
