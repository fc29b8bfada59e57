using System.Buffers.Binary;

namespace RemoteAssist.Protocol;

/// <summary>Flags of an <see cref="MessageKind.Update"/>.</summary>
[Flags]
public enum UpdateFlags : byte
{
    /// <summary>Another part of the same picture follows.</summary>
    None = 0,

    /// <summary>The last part of a picture: what has arrived can be shown.</summary>
    PictureEnd = 1,

    /// <summary>Sent because a <see cref="MessageKind.Repair"/> asked for it.</summary>
    Repair = 2,
}

/// <summary>
/// The fixed fields of an update's body (docs/protocol.md, "Update"). Behind them stand the directory (<see cref="DirectoryLength"/> bytes), one
/// zstd frame with the palette section, then the image section.
/// <code>
///  0        2            4       8      12        16             24        28           32       36          40
/// ┌────────┬────────────┬───────┬──────┬─────────┬──────────────┬─────────┬────────────┬────────┬───────────┐
/// │ screen │ operations │ epoch │ seq  │ baseSeq │ capturedAt   │ palette │ paletteRaw │ images │ directory │
/// │  u16   │    u16     │  u32  │ u32  │   u32   │   u64 µs     │   u32   │    u32     │  u32   │    u32    │
/// └────────┴────────────┴───────┴──────┴─────────┴──────────────┴─────────┴────────────┴────────┴───────────┘
/// </code>
/// </summary>
/// <param name="Screen">The screen's id in the layout.</param>
/// <param name="OperationCount">Entries of the directory, at most <see cref="Caps.Operations"/>.</param>
/// <param name="Epoch">Grows when the layout, the screen on view or the host program changes; what is of an older epoch is dropped.</param>
/// <param name="Seq">Grows by one with every update of the session, over all epochs of one host program.</param>
/// <param name="BaseSeq"><see cref="Seq"/> when all operations are self-contained, else that of the update before, on which they build.</param>
/// <param name="CapturedAt">When the picture was taken, in microseconds: of the host's monotonic clock from a host, since 1970 by the gateway's clock from a gateway, where 0 is not known.</param>
/// <param name="PaletteLength">Bytes of the zstd frame, 0 when there is none.</param>
/// <param name="PaletteRawLength">Bytes of the palette section once decompressed, at most <see cref="Caps.PaletteRaw"/>.</param>
/// <param name="ImageLength">Bytes of the image section.</param>
/// <param name="DirectoryLength">Bytes of the directory.</param>
public readonly record struct UpdateHeader(
    ushort Screen,
    int OperationCount,
    uint Epoch,
    uint Seq,
    uint BaseSeq,
    ulong CapturedAt,
    int PaletteLength,
    int PaletteRawLength,
    int ImageLength,
    int DirectoryLength)
{
    /// <summary>Bytes of these fields.</summary>
    public const int Size = 40;

    /// <summary>The fields of an update with these operations: its counts, lengths and base follow from them.</summary>
    /// <param name="screen">The screen's id in the layout.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="seq">The update's number.</param>
    /// <param name="capturedAt">Microseconds of the host's monotonic clock.</param>
    /// <param name="operations">The directory.</param>
    /// <param name="paletteLength">Bytes of the zstd frame; 0 when no operation has data in the palette section.</param>
    public static UpdateHeader Of(ushort screen, uint epoch, uint seq, ulong capturedAt, ReadOnlySpan<Operation> operations, int paletteLength)
    {
        int raw = 0, images = 0;
        bool selfContained = true;
        foreach (Operation operation in operations)
        {
            selfContained &= operation.IsSelfContained;
            if (operation.IsInPaletteSection) raw += operation.DataLength;
            else images += operation.DataLength;
        }

        uint baseSeq = selfContained ? seq : unchecked(seq - 1);
        return new UpdateHeader(screen, operations.Length, epoch, seq, baseSeq, capturedAt, paletteLength, raw, images, Update.DirectoryLength(operations));
    }

    internal static void StampCapturedAt(Span<byte> body, ulong capturedAt) => BinaryPrimitives.WriteUInt64LittleEndian(body[16..], capturedAt);

    internal void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, Screen);
        BinaryPrimitives.WriteUInt16LittleEndian(body[2..], (ushort)OperationCount);
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], Epoch);
        BinaryPrimitives.WriteUInt32LittleEndian(body[8..], Seq);
        BinaryPrimitives.WriteUInt32LittleEndian(body[12..], BaseSeq);
        BinaryPrimitives.WriteUInt64LittleEndian(body[16..], CapturedAt);
        BinaryPrimitives.WriteUInt32LittleEndian(body[24..], (uint)PaletteLength);
        BinaryPrimitives.WriteUInt32LittleEndian(body[28..], (uint)PaletteRawLength);
        BinaryPrimitives.WriteUInt32LittleEndian(body[32..], (uint)ImageLength);
        BinaryPrimitives.WriteUInt32LittleEndian(body[36..], (uint)DirectoryLength);
    }

    internal static ProtocolError TryRead(ReadOnlySpan<byte> body, out UpdateHeader header)
    {
        header = default;
        if (body.Length < Size) return ProtocolError.Truncated;
        int count = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        uint palette = BinaryPrimitives.ReadUInt32LittleEndian(body[24..]);
        uint paletteRaw = BinaryPrimitives.ReadUInt32LittleEndian(body[28..]);
        uint images = BinaryPrimitives.ReadUInt32LittleEndian(body[32..]);
        uint directory = BinaryPrimitives.ReadUInt32LittleEndian(body[36..]);
        if (count > Caps.Operations || directory > Caps.Message || paletteRaw > Caps.PaletteRaw || palette > Caps.Message || images > Caps.Message) return ProtocolError.OverCap;
        if (palette == 0 != (paletteRaw == 0)) return ProtocolError.LengthMismatch;
        header = new UpdateHeader(
            BinaryPrimitives.ReadUInt16LittleEndian(body),
            count,
            BinaryPrimitives.ReadUInt32LittleEndian(body[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(body[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(body[12..]),
            BinaryPrimitives.ReadUInt64LittleEndian(body[16..]),
            (int)palette,
            (int)paletteRaw,
            (int)images,
            (int)directory);
        long expected = Size + (long)directory + palette + images;
        return expected == body.Length ? ProtocolError.None
            : expected > body.Length ? ProtocolError.Truncated : ProtocolError.TrailingBytes;
    }
}
