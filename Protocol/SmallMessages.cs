using System.Buffers.Binary;

namespace RemoteAssist.Protocol;

/// <summary>Body of a <see cref="MessageKind.Ping"/>: the sender's monotonic clock.</summary>
/// <param name="SentAt">Microseconds of the sender's monotonic clock.</param>
public readonly record struct PingMessage(ulong SentAt)
{
    /// <summary>Bytes of the whole message.</summary>
    public const int MessageSize = MessageHeader.Size + 8;

    /// <summary>Writes the whole message and returns its length.</summary>
    public int Write(Span<byte> destination)
    {
        new MessageHeader(MessageKind.Ping, 0, 8).Write(destination);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[MessageHeader.Size..], SentAt);
        return MessageSize;
    }

    /// <summary>Reads the body, without the header.</summary>
    public static ProtocolError TryRead(ReadOnlySpan<byte> body, out PingMessage message)
    {
        message = default;
        if (Fixed.Check(body, 8) is var error and not ProtocolError.None) return error;
        message = new PingMessage(BinaryPrimitives.ReadUInt64LittleEndian(body));
        return ProtocolError.None;
    }
}

/// <summary>Body of a <see cref="MessageKind.Pong"/>.</summary>
/// <param name="SentAt">What the ping carried.</param>
/// <param name="AnsweredAt">Microseconds of the answerer's monotonic clock.</param>
public readonly record struct PongMessage(ulong SentAt, ulong AnsweredAt)
{
    /// <summary>Bytes of the whole message.</summary>
    public const int MessageSize = MessageHeader.Size + 16;

    /// <summary>Writes the whole message and returns its length.</summary>
    public int Write(Span<byte> destination)
    {
        new MessageHeader(MessageKind.Pong, 0, 16).Write(destination);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[MessageHeader.Size..], SentAt);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[(MessageHeader.Size + 8)..], AnsweredAt);
        return MessageSize;
    }

    /// <summary>Reads the body, without the header.</summary>
    public static ProtocolError TryRead(ReadOnlySpan<byte> body, out PongMessage message)
    {
        message = default;
        if (Fixed.Check(body, 16) is var error and not ProtocolError.None) return error;
        message = new PongMessage(BinaryPrimitives.ReadUInt64LittleEndian(body), BinaryPrimitives.ReadUInt64LittleEndian(body[8..]));
        return ProtocolError.None;
    }
}

/// <summary>Body of an <see cref="MessageKind.Ack"/>: every update up to <paramref name="Seq"/> has arrived.</summary>
/// <param name="Seq">The update's sequence number.</param>
/// <param name="Micros">From a viewer: microseconds from the message's arrival to its pixels on the canvas. From a gateway: 0.</param>
public readonly record struct AckMessage(uint Seq, uint Micros)
{
    /// <summary>Bytes of the whole message.</summary>
    public const int MessageSize = MessageHeader.Size + 8;

    /// <summary>Writes the whole message and returns its length.</summary>
    public int Write(Span<byte> destination)
    {
        new MessageHeader(MessageKind.Ack, 0, 8).Write(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[MessageHeader.Size..], Seq);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[(MessageHeader.Size + 4)..], Micros);
        return MessageSize;
    }

    /// <summary>Reads the body, without the header.</summary>
    public static ProtocolError TryRead(ReadOnlySpan<byte> body, out AckMessage message)
    {
        message = default;
        if (Fixed.Check(body, 8) is var error and not ProtocolError.None) return error;
        message = new AckMessage(BinaryPrimitives.ReadUInt32LittleEndian(body), BinaryPrimitives.ReadUInt32LittleEndian(body[4..]));
        return ProtocolError.None;
    }
}

/// <summary>Body of a <see cref="MessageKind.CursorPosition"/>.</summary>
/// <param name="Screen">The screen on which the pointer is.</param>
/// <param name="Visible">Whether the pointer is on that screen and shown.</param>
/// <param name="X">Pixels from the screen's left edge.</param>
/// <param name="Y">Pixels from the screen's top edge.</param>
public readonly record struct CursorPositionMessage(ushort Screen, bool Visible, ushort X, ushort Y)
{
    /// <summary>Bytes of the whole message.</summary>
    public const int MessageSize = MessageHeader.Size + 8;

    /// <summary>Writes the whole message and returns its length.</summary>
    public int Write(Span<byte> destination)
    {
        new MessageHeader(MessageKind.CursorPosition, 0, 8).Write(destination);
        Span<byte> body = destination[MessageHeader.Size..];
        BinaryPrimitives.WriteUInt16LittleEndian(body, Screen);
        BinaryPrimitives.WriteUInt16LittleEndian(body[2..], Visible ? (ushort)1 : (ushort)0);
        BinaryPrimitives.WriteUInt16LittleEndian(body[4..], X);
        BinaryPrimitives.WriteUInt16LittleEndian(body[6..], Y);
        return MessageSize;
    }

    /// <summary>Reads the body, without the header: u16 screen, u16 visible (0 or 1), u16 x, u16 y.</summary>
    public static ProtocolError TryRead(ReadOnlySpan<byte> body, out CursorPositionMessage message)
    {
        message = default;
        if (Fixed.Check(body, 8) is var error and not ProtocolError.None) return error;
        ushort visible = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        if (visible > 1) return ProtocolError.ReservedNotZero;
        message = new CursorPositionMessage(
            BinaryPrimitives.ReadUInt16LittleEndian(body),
            visible == 1,
            BinaryPrimitives.ReadUInt16LittleEndian(body[4..]),
            BinaryPrimitives.ReadUInt16LittleEndian(body[6..]));
        return ProtocolError.None;
    }
}

internal static class Fixed
{
    internal static ProtocolError Check(ReadOnlySpan<byte> body, int length) =>
        body.Length < length ? ProtocolError.Truncated
        : body.Length > length ? ProtocolError.TrailingBytes
        : ProtocolError.None;
}
