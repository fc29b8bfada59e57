using System.Buffers.Binary;

namespace RemoteAssist.Protocol;

/// <summary>
/// Body of a <see cref="MessageKind.Repair"/>: the gateway asks the host for tiles again, or a viewer its gateway for tiles that it could not draw
/// (docs/protocol.md, "Repair").
/// <code>
///  0        2       4       8
/// ┌────────┬───────┬───────┬──────────────────────────────────────────┐
/// │ screen │ count │ epoch │ count × tile number (u16), row by row     │
/// │  u16   │  u16  │  u32  │ of ⌈width ÷ 64⌉ columns; count 0: all     │
/// └────────┴───────┴───────┴──────────────────────────────────────────┘
/// </code>
/// </summary>
public readonly ref struct RepairMessage
{
    private readonly ReadOnlySpan<byte> _tiles;

    private RepairMessage(ushort screen, uint epoch, ReadOnlySpan<byte> tiles)
    {
        Screen = screen;
        Epoch = epoch;
        _tiles = tiles;
    }

    /// <summary>The screen's id in the layout.</summary>
    public ushort Screen { get; }

    /// <summary>The epoch that the tiles belong to; a host drops the request when its own is newer.</summary>
    public uint Epoch { get; }

    /// <summary>How many tiles are named; 0 means all of the screen.</summary>
    public int TileCount => _tiles.Length / 2;

    /// <summary>The number of the tile at <paramref name="index"/>: row × columns + column.</summary>
    public int Tile(int index) => BinaryPrimitives.ReadUInt16LittleEndian(_tiles[(index * 2)..]);

    /// <summary>Bytes of the whole message for this many tiles.</summary>
    public static int MessageLength(int tiles) => MessageHeader.Size + 8 + tiles * 2;

    /// <summary>Writes the whole message and returns its length. No tiles means all of the screen.</summary>
    /// <exception cref="ArgumentException">More than <see cref="Caps.RepairTiles"/> tiles.</exception>
    public static int Write(Span<byte> destination, ushort screen, uint epoch, ReadOnlySpan<ushort> tiles)
    {
        if (tiles.Length > Caps.RepairTiles) throw new ArgumentException($"At most {Caps.RepairTiles} tiles can be named; name none to ask for all.", nameof(tiles));
        int length = MessageLength(tiles.Length);
        new MessageHeader(MessageKind.Repair, 0, length - MessageHeader.Size).Write(destination);
        Span<byte> body = destination[MessageHeader.Size..];
        BinaryPrimitives.WriteUInt16LittleEndian(body, screen);
        BinaryPrimitives.WriteUInt16LittleEndian(body[2..], (ushort)tiles.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], epoch);
        for (int i = 0; i < tiles.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(body[(8 + i * 2)..], tiles[i]);
        return length;
    }

    /// <summary>Reads the body, without the header.</summary>
    public static ProtocolError TryRead(ReadOnlySpan<byte> body, out RepairMessage message)
    {
        message = default;
        if (body.Length < 8) return ProtocolError.Truncated;
        int count = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        if (count > Caps.RepairTiles) return ProtocolError.OverCap;
        if (Fixed.Check(body[8..], count * 2) is var error and not ProtocolError.None) return error;
        message = new RepairMessage(BinaryPrimitives.ReadUInt16LittleEndian(body), BinaryPrimitives.ReadUInt32LittleEndian(body[4..]), body[8..]);
        return ProtocolError.None;
    }
}
