using System.Buffers.Binary;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>Writes the data of palette and raw operations (docs/protocol.md, "Operations").</summary>
internal static class PaletteData
{
    /// <summary>Writes r, g, b of every pixel; returns the bytes written.</summary>
    internal static int WriteColours(ReadOnlySpan<uint> pixels, Span<byte> destination)
    {
        int at = 0;
        foreach (uint pixel in pixels)
        {
            Span<byte> to = destination.Slice(at, 3);
            to[2] = (byte)pixel;
            to[1] = (byte)(pixel >> 8);
            to[0] = (byte)(pixel >> 16);
            at += 3;
        }

        return at;
    }

    /// <summary>Packs rows of indices, most significant bits first, each row padded to a byte; returns the bytes written.</summary>
    internal static int Pack(ReadOnlySpan<byte> indices, int width, int bits, Span<byte> to)
    {
        if (bits == 8)
        {
            indices.CopyTo(to);
            return indices.Length;
        }

        int at = 0;
        for (int row = 0; row < indices.Length; row += width) at += PackRow(indices.Slice(row, width), bits, to[at..]);
        return at;
    }

    private static int PackRow(ReadOnlySpan<byte> indices, int bits, Span<byte> to)
    {
        int at = 0, x = 0;
        switch (bits)
        {
            case 1:
                // The product moves bit i of eight bytes to bit 7 - i of the highest one.
                for (; x + 8 <= indices.Length; x += 8) to[at++] = (byte)(BinaryPrimitives.ReadUInt64LittleEndian(indices[x..]) * 0x8040201008040201UL >> 56);
                break;
            case 2:
                for (; x + 4 <= indices.Length; x += 4) to[at++] = (byte)(BinaryPrimitives.ReadUInt32LittleEndian(indices[x..]) * 0x40100401u >> 24);
                break;
            default:
                for (; x + 2 <= indices.Length; x += 2) to[at++] = (byte)(indices[x] << 4 | indices[x + 1]);
                break;
        }

        if (x == indices.Length) return at;
        int rest = 0, shift = 8 - bits;
        for (; x < indices.Length; x++, shift -= bits) rest |= indices[x] << shift;
        to[at++] = (byte)rest;
        return at;
    }
}
