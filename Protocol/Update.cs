namespace RemoteAssist.Protocol;

/// <summary>
/// A checked update: the header, the directory and the sections, as views on the message. Reading one never allocates and never
/// decompresses; every length in it has been checked against the message and the screen.
/// </summary>
public readonly ref struct Update
{
    private readonly ReadOnlySpan<byte> _directory;

    private Update(UpdateFlags flags, UpdateHeader header, ReadOnlySpan<byte> body)
    {
        Flags = flags;
        Header = header;
        int at = UpdateHeader.Size;
        _directory = body.Slice(at, header.OperationCount * Operation.Size);
        at += _directory.Length;
        Palette = body.Slice(at, header.PaletteLength);
        Images = body.Slice(at + header.PaletteLength, header.ImageLength);
    }

    /// <summary>The message's flags.</summary>
    public UpdateFlags Flags { get; }

    /// <summary>The fixed fields.</summary>
    public UpdateHeader Header { get; }

    /// <summary>The palette section: one zstd frame that carries its content size, or empty.</summary>
    public ReadOnlySpan<byte> Palette { get; }

    /// <summary>The image section: the data of the image operations one behind the other, in the directory's order.</summary>
    public ReadOnlySpan<byte> Images { get; }

    /// <summary>The directory's entry <paramref name="index"/>, from 0.</summary>
    public Operation this[int index] => Operation.Read(_directory.Slice(index * Operation.Size, Operation.Size));

    /// <summary>Reads and checks a whole update message.</summary>
    /// <param name="message">The message with its header.</param>
    /// <param name="screenWidth">Width of the agreed screen, in pixels: no operation may reach outside.</param>
    /// <param name="screenHeight">Height of the agreed screen, in pixels.</param>
    /// <param name="update">The update, when the answer is <see cref="ProtocolError.None"/>.</param>
    /// <returns>What is wrong, or <see cref="ProtocolError.None"/>.</returns>
    public static ProtocolError TryRead(ReadOnlySpan<byte> message, int screenWidth, int screenHeight, out Update update)
    {
        update = default;
        ProtocolError error = TryReadHeader(message, out UpdateFlags flags, out UpdateHeader fields);
        if (error != ProtocolError.None) return error;
        var read = new Update(flags, fields, message[MessageHeader.Size..]);
        long palette = 0, images = 0;
        for (int i = 0; i < fields.OperationCount; i++)
        {
            Operation operation = read[i];
            error = operation.Check(screenWidth, screenHeight);
            if (error != ProtocolError.None) return error;
            if (operation.IsInPaletteSection) palette += operation.DataLength;
            else images += operation.DataLength;
        }
        if (palette != fields.PaletteRawLength || images != fields.ImageLength) return ProtocolError.LengthMismatch;
        update = read;
        return ProtocolError.None;
    }

    /// <summary>Reads the fixed fields alone, for who only needs to know the sequence number, the epoch or the screen.</summary>
    /// <param name="message">The message with its header.</param>
    /// <param name="flags">The message's flags.</param>
    /// <param name="fields">The fixed fields.</param>
    /// <returns>What is wrong, or <see cref="ProtocolError.None"/>; the directory has not been checked.</returns>
    public static ProtocolError TryReadHeader(ReadOnlySpan<byte> message, out UpdateFlags flags, out UpdateHeader fields)
    {
        flags = default;
        fields = default;
        ProtocolError error = MessageHeader.TryRead(message, out MessageHeader header);
        if (error != ProtocolError.None) return error;
        if (header.Kind != MessageKind.Update) return ProtocolError.UnexpectedKind;
        if ((header.Flags & ~(byte)(UpdateFlags.PictureEnd | UpdateFlags.Repair)) != 0) return ProtocolError.ReservedNotZero;
        flags = (UpdateFlags)header.Flags;
        return UpdateHeader.TryRead(message[MessageHeader.Size..], out fields);
    }

    /// <summary>Bytes of an update message with these section lengths, its header included.</summary>
    public static int MessageLength(int operations, int paletteLength, int imageLength) =>
        MessageHeader.Size + UpdateHeader.Size + operations * Operation.Size + paletteLength + imageLength;

    /// <summary>Writes a whole update message.</summary>
    /// <param name="destination">At least <see cref="MessageLength"/> bytes.</param>
    /// <param name="flags">The message's flags.</param>
    /// <param name="header">The fixed fields; its counts and lengths must be those of the other arguments.</param>
    /// <param name="operations">The directory.</param>
    /// <param name="palette">The zstd frame.</param>
    /// <param name="images">The image section.</param>
    /// <returns>The bytes written.</returns>
    public static int Write(
        Span<byte> destination,
        UpdateFlags flags,
        in UpdateHeader header,
        ReadOnlySpan<Operation> operations,
        ReadOnlySpan<byte> palette,
        ReadOnlySpan<byte> images)
    {
        if (header.OperationCount != operations.Length || header.PaletteLength != palette.Length || header.ImageLength != images.Length)
            throw new ArgumentException("The header's counts are not those of the sections.", nameof(header));
        int length = MessageLength(operations.Length, palette.Length, images.Length);
        new MessageHeader(MessageKind.Update, (byte)flags, length - MessageHeader.Size).Write(destination);
        Span<byte> body = destination[MessageHeader.Size..length];
        header.Write(body);
        int at = UpdateHeader.Size;
        foreach (Operation operation in operations)
        {
            operation.Write(body[at..]);
            at += Operation.Size;
        }
        palette.CopyTo(body[at..]);
        images.CopyTo(body[(at + palette.Length)..]);
        return length;
    }
}
