namespace RemoteAssist.Customer.Host.Encode;

/// <summary>
/// One palette for many tiles of a picture. It only grows, so that every tile's palette begins with that of the tile before, and the same letter
/// has the same indices wherever it stands: both are what makes them small once they are compressed together.
/// </summary>
internal sealed class SharedPalette
{
    private const int SlotBits = 10;

    private readonly ushort[] _slots = new ushort[1 << SlotBits];
    private readonly uint[] _colours = new uint[TileColours.Most];
    private readonly byte[] _places = new byte[TileColours.Most];

    /// <summary>The colours, 0x00RRGGBB.</summary>
    internal ReadOnlySpan<uint> Colours => _colours.AsSpan(0, Count);

    private int Count { get; set; }

    /// <summary>Starts again.</summary>
    internal void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    /// <summary>Adds colours; when not all fit, the palette starts again with these alone.</summary>
    /// <param name="colours">At most <see cref="TileColours.Most"/> different ones.</param>
    /// <returns>Where each of them stands now.</returns>
    internal ReadOnlySpan<byte> Add(ReadOnlySpan<uint> colours)
    {
        if (!TryAdd(colours))
        {
            Clear();
            TryAdd(colours);
        }

        return _places.AsSpan(0, colours.Length);
    }

    private bool TryAdd(ReadOnlySpan<uint> colours)
    {
        for (int i = 0; i < colours.Length; i++)
        {
            uint slot = colours[i] * 0x9E3779B1u >> (32 - SlotBits);
            while (_slots[slot] != 0 && _colours[_slots[slot] - 1] != colours[i]) slot = (slot + 1) & ((1 << SlotBits) - 1);
            if (_slots[slot] == 0)
            {
                if (Count == TileColours.Most) return false;
                _colours[Count] = colours[i];
                _slots[slot] = (ushort)++Count;
            }

            _places[i] = (byte)(_slots[slot] - 1);
        }

        return true;
    }
}
