using System.Buffers.Binary;

namespace RemoteAssist.Protocol;

/// <summary>
/// Body of a <see cref="MessageKind.Watch"/>: what all viewers of one gateway's relay look at (docs/protocol.md, "Watch"). The host casts the union
/// of what its watchers want.
/// <code>
///  0         8         10        11       12       16
/// ┌─────────┬─────────┬─────────┬────────┬─────────┐
/// │ watcher │ screens │ quality │ codecs │ viewers │
/// │  u64    │   u16   │   u8    │   u8   │   u32   │
/// └─────────┴─────────┴─────────┴────────┴─────────┘
/// </code>
/// </summary>
/// <param name="Watcher">Which relay says so: a random number of its own.</param>
/// <param name="Screens">Bit n: screen n is looked at.</param>
/// <param name="Quality">What the viewer that chose last wants.</param>
/// <param name="Codecs">The video codecs that all of its viewers decode.</param>
/// <param name="Viewers">How many viewers there are.</param>
public readonly record struct WatchMessage(ulong Watcher, ushort Screens, PictureQuality Quality, VideoCodecs Codecs, uint Viewers)
{
    /// <summary>Bytes of the whole message.</summary>
    public const int MessageSize = MessageHeader.Size + 16;

    /// <summary>Writes the whole message and returns its length.</summary>
    public int Write(Span<byte> destination)
    {
        new MessageHeader(MessageKind.Watch, 0, 16).Write(destination);
        Span<byte> body = destination[MessageHeader.Size..];
        BinaryPrimitives.WriteUInt64LittleEndian(body, Watcher);
        BinaryPrimitives.WriteUInt16LittleEndian(body[8..], Screens);
        body[10] = (byte)Quality;
        body[11] = (byte)Codecs;
        BinaryPrimitives.WriteUInt32LittleEndian(body[12..], Viewers);
        return MessageSize;
    }

    /// <summary>Reads the body, without the header.</summary>
    public static ProtocolError TryRead(ReadOnlySpan<byte> body, out WatchMessage message)
    {
        message = default;
        if (Fixed.Check(body, 16) is var error and not ProtocolError.None) return error;
        if (body[10] > (byte)PictureQuality.LowData) return ProtocolError.BadInput;
        var codecs = (VideoCodecs)body[11];
        if ((codecs & ~VideoCodecs.All) != 0) return ProtocolError.ReservedNotZero;
        message = new WatchMessage(
            BinaryPrimitives.ReadUInt64LittleEndian(body),
            BinaryPrimitives.ReadUInt16LittleEndian(body[8..]),
            (PictureQuality)body[10],
            codecs,
            BinaryPrimitives.ReadUInt32LittleEndian(body[12..]));
        return ProtocolError.None;
    }
}
