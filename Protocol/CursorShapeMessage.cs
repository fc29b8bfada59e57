using System.Buffers.Binary;

namespace RemoteAssist.Protocol;

/// <summary>
/// Body of a <see cref="MessageKind.CursorShape"/>: the pointer's picture (docs/protocol.md, "CursorShape").
/// <code>
///  0       2        4      6      8
/// ┌───────┬────────┬──────┬──────┬─────────────────────────────────────────────┐
/// │ width │ height │ hotX │ hotY │ width × height × (r, g, b, a), straight alpha │
/// └───────┴────────┴──────┴──────┴─────────────────────────────────────────────┘
/// </code>
/// Width and height are both 0 when the pointer is hidden.
/// </summary>
public readonly ref struct CursorShapeMessage
{
    private CursorShapeMessage(ushort width, ushort height, ushort hotX, ushort hotY, ReadOnlySpan<byte> pixels)
    {
        Width = width;
        Height = height;
        HotX = hotX;
        HotY = hotY;
        Pixels = pixels;
    }

    /// <summary>Pixels, at most <see cref="Caps.CursorSide"/>.</summary>
    public ushort Width { get; }

    /// <summary>Pixels, at most <see cref="Caps.CursorSide"/>.</summary>
    public ushort Height { get; }

    /// <summary>The pixel that points, from the left.</summary>
    public ushort HotX { get; }

    /// <summary>The pixel that points, from the top.</summary>
    public ushort HotY { get; }

    /// <summary>Width × height × 4 bytes: r, g, b, a of every pixel, row by row, alpha not multiplied in.</summary>
    public ReadOnlySpan<byte> Pixels { get; }

    /// <summary>Bytes of the whole message for a picture of this size.</summary>
    public static int MessageLength(int width, int height) => MessageHeader.Size + 8 + width * height * 4;

    /// <summary>Writes the whole message and returns its length.</summary>
    /// <exception cref="ArgumentException">The picture is over <see cref="Caps.CursorSide"/>, or the pixels are not width × height × 4.</exception>
    public static int Write(Span<byte> destination, ushort width, ushort height, ushort hotX, ushort hotY, ReadOnlySpan<byte> rgba)
    {
        if (width > Caps.CursorSide || height > Caps.CursorSide || rgba.Length != width * height * 4)
            throw new ArgumentException($"A pointer has at most {Caps.CursorSide} × {Caps.CursorSide} pixels of 4 bytes.", nameof(rgba));
        int length = MessageLength(width, height);
        new MessageHeader(MessageKind.CursorShape, 0, length - MessageHeader.Size).Write(destination);
        Span<byte> body = destination[MessageHeader.Size..];
        BinaryPrimitives.WriteUInt16LittleEndian(body, width);
        BinaryPrimitives.WriteUInt16LittleEndian(body[2..], height);
        BinaryPrimitives.WriteUInt16LittleEndian(body[4..], hotX);
        BinaryPrimitives.WriteUInt16LittleEndian(body[6..], hotY);
        rgba.CopyTo(body[8..]);
        return length;
    }

    /// <summary>Reads the body, without the header.</summary>
    public static ProtocolError TryRead(ReadOnlySpan<byte> body, out CursorShapeMessage message)
    {
        message = default;
        if (body.Length < 8) return ProtocolError.Truncated;
        ushort width = BinaryPrimitives.ReadUInt16LittleEndian(body);
        ushort height = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        ushort hotX = BinaryPrimitives.ReadUInt16LittleEndian(body[4..]);
        ushort hotY = BinaryPrimitives.ReadUInt16LittleEndian(body[6..]);
        if (width > Caps.CursorSide || height > Caps.CursorSide) return ProtocolError.OverCap;
        if (width == 0 != (height == 0) || hotX > width || hotY > height) return ProtocolError.OutOfScreen;
        if (Fixed.Check(body[8..], width * height * 4) is var error and not ProtocolError.None) return error;
        message = new CursorShapeMessage(width, height, hotX, hotY, body[8..]);
        return ProtocolError.None;
    }
}
