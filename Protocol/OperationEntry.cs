using System.Buffers.Binary;

namespace RemoteAssist.Protocol;

/// <summary>
/// Reads and writes the entries of a directory, whose lengths differ by kind.
/// <code>
/// Solid          kind u8, x u16, y u16, width u16, height u16, r u8, g u8, b u8                                          12
/// Palette        kind u8, tile u16, colours - 1 u8                                                                        4
/// Raw            kind u8, tile u16                                                                                        3
/// Image          kind u8, format u8, x u16, y u16, width u16, height u16, length u32                                     14
/// MaskedPalette  kind u8, tile u16, colours - 1 u8, mask u64                                                             12
/// MaskedRaw      kind u8, tile u16, mask u64                                                                             11
/// Copy           kind u8, x u16, y u16, width u16, height u16, source x u16, source y u16                                13
/// Store          kind u8, tile u16, slot u16, hash 6 bytes                                                               11
/// Reference      kind u8, tile u16, slot u16, hash 6 bytes                                                               11
/// Video          kind u8, stream u8, codec u8, flags u8, x u16, y u16, width u16, height u16, frame u32, length u32      20
/// Skip           kind u8, length u32                                                                                      5
/// </code>
/// </summary>
internal static class OperationEntry
{
    /// <summary>Bytes of the longest entry.</summary>
    internal const int Most = 20;

    /// <summary>Bytes of an entry of this kind; 0 for a kind that is unknown.</summary>
    internal static int Length(OperationKind kind) => kind switch
    {
        OperationKind.Solid => 12,
        OperationKind.Palette => 4,
        OperationKind.Raw => 3,
        OperationKind.Image => 14,
        OperationKind.MaskedPalette => 12,
        OperationKind.MaskedRaw => 11,
        OperationKind.Copy => 13,
        OperationKind.Store => 11,
        OperationKind.Reference => 11,
        OperationKind.Video => 20,
        OperationKind.Skip => 5,
        _ => 0,
    };

    /// <summary>Writes an entry and returns its length.</summary>
    /// <exception cref="ArgumentException">The operation has no kind.</exception>
    internal static int Write(in Operation operation, Span<byte> entry)
    {
        int length = Length(operation.Kind);
        if (length == 0) throw new ArgumentException($"There is no operation of kind {operation.Kind}.", nameof(operation));
        entry[0] = (byte)operation.Kind;
        switch (operation.Kind)
        {
            case OperationKind.Solid:
                WriteRectangle(operation, entry[1..]);
                (entry[9], entry[10], entry[11]) = ((byte)(operation.Colour >> 16), (byte)(operation.Colour >> 8), (byte)operation.Colour);
                break;
            case OperationKind.Image:
                entry[1] = (byte)operation.Format;
                WriteRectangle(operation, entry[2..]);
                BinaryPrimitives.WriteUInt32LittleEndian(entry[10..], (uint)operation.DataLength);
                break;
            case OperationKind.Copy:
                WriteRectangle(operation, entry[1..]);
                BinaryPrimitives.WriteUInt32LittleEndian(entry[9..], (uint)operation.Argument);
                break;
            case OperationKind.Video:
                VideoPiece piece = operation.Video;
                (entry[1], entry[2], entry[3]) = (piece.Stream, (byte)piece.Codec, (byte)piece.Flags);
                WriteRectangle(operation, entry[4..]);
                BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], piece.Frame);
                BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], (uint)operation.DataLength);
                break;
            case OperationKind.Skip:
                BinaryPrimitives.WriteUInt32LittleEndian(entry[1..], (uint)operation.DataLength);
                break;
            default:
                WriteTile(operation, entry);
                break;
        }

        return length;
    }

    /// <summary>Reads and checks the first entry of a directory.</summary>
    /// <param name="directory">What is left of the directory.</param>
    /// <param name="screenWidth">Pixels of the agreed screen.</param>
    /// <param name="screenHeight">Pixels of the agreed screen.</param>
    /// <param name="operation">The operation, when the answer is <see cref="ProtocolError.None"/>.</param>
    /// <param name="length">The entry's bytes.</param>
    internal static ProtocolError TryRead(ReadOnlySpan<byte> directory, int screenWidth, int screenHeight, out Operation operation, out int length)
    {
        operation = default;
        length = 0;
        if (directory.IsEmpty) return ProtocolError.LengthMismatch;
        var kind = (OperationKind)directory[0];
        length = Length(kind);
        if (length == 0) return ProtocolError.BadOperation;
        if (directory.Length < length) return ProtocolError.LengthMismatch;
        ReadOnlySpan<byte> entry = directory[..length];
        if (kind is OperationKind.Solid or OperationKind.Image or OperationKind.Copy or OperationKind.Video)
        {
            operation = ReadPlaced(kind, entry);
            if (!IsInside(operation.X, operation.Y, operation, screenWidth, screenHeight)) return ProtocolError.OutOfScreen;
            if (kind == OperationKind.Copy && !IsInside(operation.SourceX, operation.SourceY, operation, screenWidth, screenHeight)) return ProtocolError.OutOfScreen;
        }
        else if (kind == OperationKind.Skip)
        {
            operation = Operation.Skip(ReadLength(entry[1..]));
        }
        else
        {
            int tile = BinaryPrimitives.ReadUInt16LittleEndian(entry[1..]);
            if (tile >= Operation.Tiles(screenWidth) * Operation.Tiles(screenHeight)) return ProtocolError.OutOfScreen;
            operation = ReadTile(kind, tile, entry, screenWidth, screenHeight);
        }

        return Check(operation);
    }

    private static Operation ReadPlaced(OperationKind kind, ReadOnlySpan<byte> entry) => kind switch
    {
        OperationKind.Solid => ReadRectangle(kind, entry[1..]) with { Argument = (uint)(entry[9] << 16 | entry[10] << 8 | entry[11]) },
        OperationKind.Image => ReadRectangle(kind, entry[2..]) with { Format = (ImageFormat)entry[1], DataLength = ReadLength(entry[10..]) },
        OperationKind.Copy => ReadRectangle(kind, entry[1..]) with { Argument = BinaryPrimitives.ReadUInt32LittleEndian(entry[9..]) },
        _ => ReadRectangle(kind, entry[4..]) with
        {
            Argument = new VideoPiece(entry[1], (VideoCodec)entry[2], (VideoFlags)entry[3], BinaryPrimitives.ReadUInt32LittleEndian(entry[12..])).Pack(),
            DataLength = ReadLength(entry[16..]),
        },
    };

    private static Operation ReadTile(OperationKind kind, int tile, ReadOnlySpan<byte> entry, int screenWidth, int screenHeight) => kind switch
    {
        OperationKind.Palette => Operation.Palette(tile, screenWidth, screenHeight, entry[3] + 1),
        OperationKind.Raw => Operation.Raw(tile, screenWidth, screenHeight),
        OperationKind.MaskedPalette => OfMask(BinaryPrimitives.ReadUInt64LittleEndian(entry[4..]), tile, screenWidth, screenHeight, entry[3] + 1),
        OperationKind.MaskedRaw => OfMask(BinaryPrimitives.ReadUInt64LittleEndian(entry[3..]), tile, screenWidth, screenHeight, 0),
        _ => Operation.OfTile(kind, tile, screenWidth, screenHeight) with
        {
            Slot = BinaryPrimitives.ReadUInt16LittleEndian(entry[3..]),
            Argument = BinaryPrimitives.ReadUInt32LittleEndian(entry[5..]) | (ulong)BinaryPrimitives.ReadUInt16LittleEndian(entry[9..]) << 32,
        },
    };

    // Blocks outside of the tile have no size to add up: a mask with such a bit is refused below, without its length.
    private static Operation OfMask(ulong mask, int tile, int screenWidth, int screenHeight, int colours)
    {
        Operation plain = Operation.OfTile(colours > 0 ? OperationKind.MaskedPalette : OperationKind.MaskedRaw, tile, screenWidth, screenHeight) with { Mask = mask };
        if ((mask & ~BlockMask.All(plain.Width, plain.Height)) != 0) return plain;
        return colours > 0 ? Operation.MaskedPalette(tile, screenWidth, screenHeight, colours, mask) : Operation.MaskedRaw(tile, screenWidth, screenHeight, mask);
    }

    private static ProtocolError Check(in Operation operation)
    {
        bool right = operation.Kind switch
        {
            OperationKind.Image => operation.Width <= Caps.ImageSide && operation.Height <= Caps.ImageSide
                && operation.Format is ImageFormat.Jpeg or ImageFormat.WebP && operation.DataLength > 0,
            OperationKind.MaskedPalette or OperationKind.MaskedRaw => operation.Mask != 0 && (operation.Mask & ~BlockMask.All(operation.Width, operation.Height)) == 0,
            OperationKind.Skip => operation.DataLength is > 0 and <= Caps.PaletteRaw,
            OperationKind.Store or OperationKind.Reference => operation.Slot < Caps.CacheSlots,
            OperationKind.Video => operation.Width <= Caps.VideoWidth && operation.Height <= Caps.VideoHeight && operation.DataLength > 0
                && operation.Video.Codec is >= VideoCodec.Vp9 and <= VideoCodec.Av1 && (operation.Video.Flags & ~VideoFlags.All) == 0,
            _ => true,
        };
        return right ? ProtocolError.None : ProtocolError.BadOperation;
    }

    private static bool IsInside(int x, int y, in Operation operation, int screenWidth, int screenHeight) =>
        operation.Width > 0 && operation.Height > 0 && x + operation.Width <= screenWidth && y + operation.Height <= screenHeight;

    private static int ReadLength(ReadOnlySpan<byte> at) => (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(at), int.MaxValue);

    private static Operation ReadRectangle(OperationKind kind, ReadOnlySpan<byte> at) => Operation.At(
        kind,
        BinaryPrimitives.ReadUInt16LittleEndian(at),
        BinaryPrimitives.ReadUInt16LittleEndian(at[2..]),
        BinaryPrimitives.ReadUInt16LittleEndian(at[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(at[6..]));

    private static void WriteRectangle(in Operation operation, Span<byte> at)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, operation.X);
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], operation.Y);
        BinaryPrimitives.WriteUInt16LittleEndian(at[4..], operation.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(at[6..], operation.Height);
    }

    private static void WriteTile(in Operation operation, Span<byte> entry)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(entry[1..], operation.Tile);
        switch (operation.Kind)
        {
            case OperationKind.Palette:
                entry[3] = (byte)(operation.Colours - 1);
                break;
            case OperationKind.MaskedPalette:
                entry[3] = (byte)(operation.Colours - 1);
                BinaryPrimitives.WriteUInt64LittleEndian(entry[4..], operation.Mask);
                break;
            case OperationKind.MaskedRaw:
                BinaryPrimitives.WriteUInt64LittleEndian(entry[3..], operation.Mask);
                break;
            case OperationKind.Store or OperationKind.Reference:
                BinaryPrimitives.WriteUInt16LittleEndian(entry[3..], operation.Slot);
                BinaryPrimitives.WriteUInt32LittleEndian(entry[5..], (uint)operation.Hash);
                BinaryPrimitives.WriteUInt16LittleEndian(entry[9..], (ushort)(operation.Hash >> 32));
                break;
        }
    }
}
