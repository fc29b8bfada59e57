using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>Writes the data of palette and raw operations (docs/protocol.md, "Operations").</summary>
internal static class PaletteData
{
    /// <summary>Writes the colours and the packed indices; returns the bytes written.</summary>
    internal static int WritePalette(TileColours tile, int width, int height, Span<byte> destination)
    {
        int at = WriteColours(tile, destination);
        int bits = Operation.BitsPerIndex(tile.Count);
        ReadOnlySpan<byte> indices = tile.Indices;
        for (int y = 0; y < height; y++)
        {
            at += PackRow(indices.Slice(y * width, width), bits, destination[at..]);
        }

        return at;
    }

    /// <summary>Writes the colours and the packed indices of whole 8 × 8 blocks, block by block; returns the bytes written.</summary>
    internal static int WriteMaskedPalette(TileColours blocks, int width, int height, Span<byte> destination)
    {
        int at = WriteColours(blocks, destination);
        int bits = Operation.BitsPerIndex(blocks.Count);
        ReadOnlySpan<byte> indices = blocks.Indices;
        for (int top = 0; top < height; top += BlockMask.BlockSide)
        {
            for (int left = 0; left < width; left += BlockMask.BlockSide)
            {
                int across = Math.Min(BlockMask.BlockSide, width - left);
                for (int y = top; y < Math.Min(top + BlockMask.BlockSide, height); y++)
                    at += PackRow(indices.Slice(y * width + left, across), bits, destination[at..]);
            }
        }

        return at;
    }

    /// <summary>Writes r, g, b of every pixel of whole 8 × 8 blocks, block by block; returns the bytes written.</summary>
    internal static int WriteMaskedRaw(Frame frame, PixelRect blocks, Span<byte> destination)
    {
        int at = 0;
        for (int top = blocks.Y; top < blocks.Bottom; top += BlockMask.BlockSide)
        {
            for (int left = blocks.X; left < blocks.Right; left += BlockMask.BlockSide)
                at += WriteRaw(frame, new PixelRect(left, top, BlockMask.BlockSide, BlockMask.BlockSide).Intersect(blocks), destination[at..]);
        }

        return at;
    }

    /// <summary>Writes r, g, b of every pixel; returns the bytes written.</summary>
    internal static int WriteRaw(Frame frame, PixelRect rectangle, Span<byte> destination)
    {
        int at = 0;
        for (int y = 0; y < rectangle.Height; y++)
        {
            foreach (uint pixel in frame.Row(rectangle.X, rectangle.Y + y, rectangle.Width))
            {
                WriteColour(pixel, destination[at..]);
                at += 3;
            }
        }

        return at;
    }

    private static int WriteColours(TileColours tile, Span<byte> destination)
    {
        int at = 0;
        foreach (uint colour in tile.Colours)
        {
            WriteColour(colour, destination[at..]);
            at += 3;
        }

        return at;
    }

    private static void WriteColour(uint colour, Span<byte> to)
    {
        to[2] = (byte)colour;
        to[1] = (byte)(colour >> 8);
        to[0] = (byte)(colour >> 16);
    }

    private static int PackRow(ReadOnlySpan<byte> indices, int bits, Span<byte> to)
    {
        if (bits == 8)
        {
            indices.CopyTo(to);
            return indices.Length;
        }

        int perByte = 8 / bits, at = 0, x = 0;
        for (; x + perByte <= indices.Length; x += perByte)
        {
            int packed = 0;
            for (int i = 0; i < perByte; i++) packed = packed << bits | indices[x + i];
            to[at++] = (byte)packed;
        }

        if (x == indices.Length) return at;
        int rest = 0, shift = 8 - bits;
        for (; x < indices.Length; x++, shift -= bits) rest |= indices[x] << shift;
        to[at++] = (byte)rest;
        return at;
    }
}
