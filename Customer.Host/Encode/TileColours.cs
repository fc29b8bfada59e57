using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>Counts the colours of pixels of at most a tile, and gives every pixel its index. Reused from tile to tile.</summary>
internal sealed class TileColours
{
    /// <summary>The most colours that a palette holds.</summary>
    internal const int Most = 256;

    private const int SlotBits = 10;

    private readonly ushort[] _slots = new ushort[1 << SlotBits];
    private readonly uint[] _colours = new uint[Most];
    private readonly byte[] _indices = new byte[Tile.Side * Tile.Side];
    private readonly ulong[] _order = new ulong[Most];
    private readonly byte[] _places = new byte[Most];
    private int _pixels;

    /// <summary>How many colours there are; <see cref="Most"/> + 1 when there are more than fit.</summary>
    internal int Count { get; private set; }

    /// <summary>The colours, 0x00RRGGBB, in the order in which they appear.</summary>
    internal ReadOnlySpan<uint> Colours => _colours.AsSpan(0, Math.Min(Count, Most));

    /// <summary>Every pixel's index, in the pixels' order; undefined when there are too many colours.</summary>
    internal ReadOnlySpan<byte> Indices => _indices;

    /// <summary>Reads the pixels, and stops at the first colour too many.</summary>
    internal void Read(ReadOnlySpan<uint> pixels)
    {
        Array.Clear(_slots);
        Count = 0;
        _pixels = pixels.Length;
        uint last = ~pixels[0];
        byte lastIndex = 0;
        ref uint first = ref MemoryMarshal.GetReference(pixels);
        int x = 0;
        while (x < pixels.Length)
        {
            // Runs of one colour are most of a desktop.
            Vector128<uint> run = Vector128.Create(last);
            for (; x + 8 <= pixels.Length; x += 8)
            {
                Vector128<uint> other = (Vector128.LoadUnsafe(ref first, (nuint)x) ^ run) | (Vector128.LoadUnsafe(ref first, (nuint)x + 4) ^ run);
                if (other != default) break;
                _indices.AsSpan(x, 8).Fill(lastIndex);
            }

            for (int end = Math.Min(x + 8, pixels.Length); x < end; x++)
            {
                uint colour = pixels[x];
                if (colour != last)
                {
                    int index = Find(colour);
                    if (index < 0) return;
                    (last, lastIndex) = (colour, (byte)index);
                }

                _indices[x] = lastIndex;
            }
        }
    }

    /// <summary>
    /// Sorts the colours by their value: tiles with nearly the same colours then have nearly the same palettes and indices, and compress better
    /// together (a scrolling terminal by 11 percent).
    /// </summary>
    internal void Sort()
    {
        Span<ulong> order = _order.AsSpan(0, Count);
        for (int i = 0; i < order.Length; i++) order[i] = (ulong)_colours[i] << 8 | (uint)i;
        order.Sort();
        for (int i = 0; i < order.Length; i++)
        {
            _colours[i] = (uint)(order[i] >> 8);
            _places[(byte)order[i]] = (byte)i;
        }

        Renumber(_places);
    }

    /// <summary>Gives every colour another index.</summary>
    /// <param name="places">The new index of each.</param>
    internal void Renumber(ReadOnlySpan<byte> places)
    {
        foreach (ref byte index in _indices.AsSpan(0, _pixels)) index = places[index];
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
