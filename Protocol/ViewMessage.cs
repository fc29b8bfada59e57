using System.Buffers.Binary;

namespace RemoteAssist.Protocol;

/// <summary>What a viewer wants of the picture when it cannot have everything.</summary>
public enum PictureQuality : byte
{
    /// <summary>As the connection allows.</summary>
    Automatic = 0,

    /// <summary>Details before motion.</summary>
    Sharp = 1,

    /// <summary>Motion before details.</summary>
    Fast = 2,

    /// <summary>As few bytes as can be.</summary>
    LowData = 3,
}

/// <summary>
/// Body of a <see cref="MessageKind.View"/>: what one viewer looks at (docs/protocol.md, "View").
/// <code>
///  0        2            4             6         7       8
/// ┌────────┬────────────┬─────────────┬─────────┬──────────┐
/// │ screen │ page width │ page height │ quality │ reserved │
/// │  u16   │    u16     │     u16     │   u8    │   u8 0   │
/// └────────┴────────────┴─────────────┴─────────┴──────────┘
/// </code>
/// </summary>
/// <param name="Screen">The id of a screen of the layout, or <see cref="AllScreens"/>.</param>
/// <param name="PageWidth">Device pixels that the picture takes on the page; 0 when it is not shown.</param>
/// <param name="PageHeight">Device pixels that the picture takes on the page; 0 when it is not shown.</param>
/// <param name="Quality">What the viewer wants.</param>
public readonly record struct ViewMessage(ushort Screen, ushort PageWidth, ushort PageHeight, PictureQuality Quality)
{
    /// <summary>The value of <see cref="Screen"/> that stands for all of them at once.</summary>
    public const ushort AllScreens = 0xFFFF;

    /// <summary>Bytes of the whole message.</summary>
    public const int MessageSize = MessageHeader.Size + 8;

    /// <summary>Writes the whole message and returns its length.</summary>
    public int Write(Span<byte> destination)
    {
        new MessageHeader(MessageKind.View, 0, 8).Write(destination);
        Span<byte> body = destination[MessageHeader.Size..];
        BinaryPrimitives.WriteUInt16LittleEndian(body, Screen);
        BinaryPrimitives.WriteUInt16LittleEndian(body[2..], PageWidth);
        BinaryPrimitives.WriteUInt16LittleEndian(body[4..], PageHeight);
        body[6] = (byte)Quality;
        body[7] = 0;
        return MessageSize;
    }

    /// <summary>Reads the body, without the header. Whether the screen exists is for who knows the layout.</summary>
    public static ProtocolError TryRead(ReadOnlySpan<byte> body, out ViewMessage message)
    {
        message = default;
        if (Fixed.Check(body, 8) is var error and not ProtocolError.None) return error;
        if (body[7] != 0) return ProtocolError.ReservedNotZero;
        if (body[6] > (byte)PictureQuality.LowData) return ProtocolError.BadInput;
        ushort screen = BinaryPrimitives.ReadUInt16LittleEndian(body);
        if (screen is >= Caps.Screens and not AllScreens) return ProtocolError.OutOfScreen;
        message = new ViewMessage(
            screen,
            BinaryPrimitives.ReadUInt16LittleEndian(body[2..]),
            BinaryPrimitives.ReadUInt16LittleEndian(body[4..]),
            (PictureQuality)body[6]);
        return ProtocolError.None;
    }
}
