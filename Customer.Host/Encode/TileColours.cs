using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>Counts the colours of one rectangle of at most a tile, and gives every pixel its index. Reused from tile to tile.</summary>
internal sealed class TileColours
{
    /// <summary>The most colours that a palette holds.</summary>
    internal const int Most = 256;

    private const int SlotBits = 10;

    private readonly ushort[] _slots = new ushort[1 << SlotBits];
    private readonly uint[] _colours = new uint[Most];
    private readonly byte[] _indices = new byte[Tile.Side * Tile.Side];

    /// <summary>How many colours there are; <see cref="Most"/> + 1 when there are more than fit.</summary>
    internal int Count { get; private set; }

    /// <summary>The colours, 0x00RRGGBB, in the order in which they appear.</summary>
    internal ReadOnlySpan<uint> Colours => _colours.AsSpan(0, Math.Min(Count, Most));

    /// <summary>Every pixel's index, row by row without gaps; undefined when there are too many colours.</summary>
    internal ReadOnlySpan<byte> Indices => _indices;

    /// <summary>Reads the rectangle, and stops at the first colour too many.</summary>
    internal void Read(Frame frame, PixelRect rectangle)
    {
        Array.Clear(_slots);
        Count = 0;
        int at = 0;
        uint last = uint.MaxValue;
        byte lastIndex = 0;
        for (int y = 0; y < rectangle.Height; y++)
        {
            ReadOnlySpan<uint> row = frame.Row(rectangle.X, rectangle.Y + y, rectangle.Width);
            if (row.IndexOfAnyExcept(last) < 0)
            {
                _indices.AsSpan(at, row.Length).Fill(lastIndex);
                at += row.Length;
                continue;
            }

            for (int x = 0; x < row.Length; x++)
            {
                uint colour = row[x];
                // Runs of one colour are most of a desktop.
                if (colour != last)
                {
                    int index = Find(colour);
                    if (index < 0) return;
                    last = colour;
                    lastIndex = (byte)index;
                }

                _indices[at++] = lastIndex;
            }
        }
    }

    private int Find(uint colour)
    {
        uint slot = colour * 0x9E3779B1u >> (32 - SlotBits);
        while (true)
        {
            int known = _slots[slot] - 1;
            if (known < 0) break;
            if (_colours[known] == colour) return known;
            slot = (slot + 1) & ((1 << SlotBits) - 1);
        }

        if (Count >= Most)
        {
            Count = Most + 1;
            return -1;
        }

        _colours[Count] = colour;
        _slots[slot] = (ushort)(Count + 1);
        return Count++;
    }
}
