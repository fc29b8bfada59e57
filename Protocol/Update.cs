namespace RemoteAssist.Protocol;

/// <summary>
/// A checked update: the header, the directory and the sections, as views on the message. Reading one never allocates and never
/// decompresses; every length in it has been checked against the message and the screen.
/// </summary>
public readonly ref struct Update
{
    private readonly ReadOnlySpan<byte> _directory;

    private readonly int _screenWidth;
    private readonly int _screenHeight;

    private Update(UpdateFlags flags, UpdateHeader header, ReadOnlySpan<byte> body, int screenWidth, int screenHeight)
    {
        Flags = flags;
        Header = header;
        _screenWidth = screenWidth;
        _screenHeight = screenHeight;
        int at = UpdateHeader.Size;
        _directory = body.Slice(at, header.DirectoryLength);
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

    /// <summary>Whether nothing in it depends on what was drawn or kept before.</summary>
    public bool IsSelfContained => Header.BaseSeq == Header.Seq;

    /// <summary>The directory's operations, in their order.</summary>
    public Enumerator GetEnumerator() => new(_directory, _screenWidth, _screenHeight);

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
        var read = new Update(flags, fields, message[MessageHeader.Size..], screenWidth, screenHeight);
        error = read.Check();
        if (error != ProtocolError.None) return error;
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
    public static int MessageLength(int directoryLength, int paletteLength, int imageLength) =>
        MessageHeader.Size + UpdateHeader.Size + directoryLength + paletteLength + imageLength;

    /// <summary>Bytes of the directory of these operations.</summary>
    public static int DirectoryLength(ReadOnlySpan<Operation> operations)
    {
        int length = 0;
        foreach (Operation operation in operations) length += EntryLength(operation.Kind);
        return length;
    }

    /// <summary>Bytes of the entry of an operation of this kind.</summary>
    public static int EntryLength(OperationKind kind) => OperationEntry.Length(kind);

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
        if (header.OperationCount != operations.Length || header.DirectoryLength != DirectoryLength(operations) || header.PaletteLength != palette.Length || header.ImageLength != images.Length)
            throw new ArgumentException("The header's counts are not those of the sections.", nameof(header));
        int length = MessageLength(header.DirectoryLength, palette.Length, images.Length);
        new MessageHeader(MessageKind.Update, (byte)flags, length - MessageHeader.Size).Write(destination);
        Span<byte> body = destination[MessageHeader.Size..length];
        header.Write(body);
        int at = UpdateHeader.Size;
        foreach (Operation operation in operations) at += OperationEntry.Write(operation, body[at..]);
        palette.CopyTo(body[at..]);
        images.CopyTo(body[(at + palette.Length)..]);
        return length;
    }

    /// <summary>A whole update message.</summary>
    /// <param name="flags">The message's flags.</param>
    /// <param name="header">The fixed fields, best from <see cref="UpdateHeader.Of"/>.</param>
    /// <param name="operations">The directory.</param>
    /// <param name="palette">The zstd frame.</param>
    /// <param name="images">The image section.</param>
    public static byte[] Compose(UpdateFlags flags, in UpdateHeader header, ReadOnlySpan<Operation> operations, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> images)
    {
        var message = new byte[MessageLength(header.DirectoryLength, palette.Length, images.Length)];
        Write(message, flags, header, operations, palette, images);
        return message;
    }

    /// <summary>Puts another time of capture into a whole update message that has been read: a gateway tells it on its own clock.</summary>
    /// <param name="message">The message with its header.</param>
    /// <param name="capturedAt">Microseconds since 1970, 0 when it is not known.</param>
    public static void StampCapturedAt(Span<byte> message, ulong capturedAt) => UpdateHeader.StampCapturedAt(message[MessageHeader.Size..], capturedAt);

    private ProtocolError Check()
    {
        long palette = 0, images = 0;
        int at = 0;
        bool selfContained = true;
        for (int i = 0; i < Header.OperationCount; i++)
        {
            ProtocolError error = OperationEntry.TryRead(_directory[at..], _screenWidth, _screenHeight, out Operation operation, out int length);
            if (error != ProtocolError.None) return error;
            at += length;
            selfContained &= operation.IsSelfContained;
            if (operation.IsInPaletteSection) palette += operation.DataLength;
            else images += operation.DataLength;
        }

        if (at != _directory.Length || palette != Header.PaletteRawLength || images != Header.ImageLength) return ProtocolError.LengthMismatch;
        return Header.BaseSeq == (selfContained ? Header.Seq : unchecked(Header.Seq - 1)) ? ProtocolError.None : ProtocolError.BadBase;
    }

    /// <summary>Walks through a checked directory.</summary>
    public ref struct Enumerator
    {
        private readonly int _screenWidth;
        private readonly int _screenHeight;
        private ReadOnlySpan<byte> _left;
        private Operation _current;

        internal Enumerator(ReadOnlySpan<byte> directory, int screenWidth, int screenHeight)
        {
            _left = directory;
            _screenWidth = screenWidth;
            _screenHeight = screenHeight;
        }

        /// <summary>The operation.</summary>
        public readonly Operation Current => _current;

        /// <summary>Goes on to the next operation.</summary>
        /// <returns>False behind the last.</returns>
        public bool MoveNext()
        {
            if (_left.IsEmpty || OperationEntry.TryRead(_left, _screenWidth, _screenHeight, out _current, out int length) != ProtocolError.None) return false;
            _left = _left[length..];
            return true;
        }
    }
}
