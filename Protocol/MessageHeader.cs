using System.Buffers.Binary;

namespace RemoteAssist.Protocol;

/// <summary>
/// The eight bytes in front of every message (docs/protocol.md, "Header").
/// <code>
///  0      1       2            4                     8
/// ┌──────┬───────┬────────────┬─────────────────────┬───────┄
/// │ kind │ flags │ reserved 0 │ length of the body  │ body
/// │  u8  │  u8   │    u16     │        u32          │
/// └──────┴───────┴────────────┴─────────────────────┴───────┄
/// </code>
/// All integers of the protocol are little-endian. One WebSocket message carries exactly one message.
/// </summary>
/// <param name="Kind">What the message is.</param>
/// <param name="Flags">Bits whose meaning depends on the kind; zero where none are defined.</param>
/// <param name="Length">Bytes that follow the header.</param>
public readonly record struct MessageHeader(MessageKind Kind, byte Flags, int Length)
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 8;

    /// <summary>Reads the header of a complete message and checks its length against the caps.</summary>
    /// <param name="message">The whole WebSocket message.</param>
    /// <param name="header">The header, when the answer is <see cref="ProtocolError.None"/>.</param>
    /// <returns>What is wrong, or <see cref="ProtocolError.None"/>.</returns>
    public static ProtocolError TryRead(ReadOnlySpan<byte> message, out MessageHeader header)
    {
        header = default;
        if (message.Length < Size) return ProtocolError.Truncated;
        if (message.Length > Caps.Message) return ProtocolError.OverCap;
        if (BinaryPrimitives.ReadUInt16LittleEndian(message[2..]) != 0) return ProtocolError.ReservedNotZero;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(message[4..]);
        if (length > Caps.Message - Size) return ProtocolError.OverCap;
        if (length > message.Length - Size) return ProtocolError.Truncated;
        if (length < message.Length - Size) return ProtocolError.TrailingBytes;
        header = new MessageHeader((MessageKind)message[0], message[1], (int)length);
        return ProtocolError.None;
    }

    /// <summary>Writes the header to the first <see cref="Size"/> bytes of <paramref name="destination"/>.</summary>
    public void Write(Span<byte> destination)
    {
        destination[0] = (byte)Kind;
        destination[1] = Flags;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], (uint)Length);
    }
}
