using System.Buffers.Binary;
using System.Text;

namespace RemoteAssist.Protocol;

/// <summary>What an input event is.</summary>
public enum InputEventKind : byte
{
    /// <summary>No event: never sent.</summary>
    None = 0,

    /// <summary>Where the pointer is and which buttons are down.</summary>
    Pointer = 1,

    /// <summary>The wheel turned.</summary>
    Wheel = 2,

    /// <summary>A key went down or up.</summary>
    Key = 3,

    /// <summary>Text from an input method, a paste or a character without a key.</summary>
    Text = 4,

    /// <summary>Everything that this agent holds is released: sent on blur, on leave and on disconnect.</summary>
    ReleaseAll = 5,
}

/// <summary>The pointer's buttons, as bits.</summary>
[Flags]
public enum PointerButtons : ushort
{
    /// <summary>No button.</summary>
    None = 0,

    /// <summary>The left button.</summary>
    Left = 1,

    /// <summary>The middle button.</summary>
    Middle = 2,

    /// <summary>The right button.</summary>
    Right = 4,

    /// <summary>The button that goes back.</summary>
    Back = 8,

    /// <summary>The button that goes forward.</summary>
    Forward = 16,

    /// <summary>All of them.</summary>
    All = 31,
}

/// <summary>
/// One event of an input message; which fields count depends on <see cref="Kind"/> (docs/protocol.md, "Input").
/// <code>
/// Pointer    1 │ screen u16 │ x u16 │ y u16 │ buttons u16
/// Wheel      2 │ screen u16 │ x u16 │ y u16 │ dx i16 │ dy i16      1/120 of a notch; positive is right and down
/// Key        3 │ down u8 │ code u16 │ keysym u32                   code: USB HID usage of page 7, 0 when unknown
/// Text       4 │ length u16 │ UTF-8
/// ReleaseAll 5
/// </code>
/// </summary>
public readonly ref struct InputEvent
{
    /// <summary>What it is.</summary>
    public InputEventKind Kind { get; init; }

    /// <summary>Pointer and wheel: the screen's id.</summary>
    public ushort Screen { get; init; }

    /// <summary>Pointer and wheel: pixels from the screen's left edge.</summary>
    public ushort X { get; init; }

    /// <summary>Pointer and wheel: pixels from the screen's top edge.</summary>
    public ushort Y { get; init; }

    /// <summary>Pointer: the buttons that are down.</summary>
    public PointerButtons Buttons { get; init; }

    /// <summary>Wheel: 1/120 of a notch to the right.</summary>
    public short DeltaX { get; init; }

    /// <summary>Wheel: 1/120 of a notch down.</summary>
    public short DeltaY { get; init; }

    /// <summary>Key: whether it went down.</summary>
    public bool Down { get; init; }

    /// <summary>Key: the physical key as a USB HID usage of page 7 (HID Usage Tables, section 10), 0 when unknown.</summary>
    public ushort Code { get; init; }

    /// <summary>Key: the character's or function's X11 keysym (X Window System Protocol, appendix A), 0 when unknown.</summary>
    public uint Keysym { get; init; }

    /// <summary>Text: valid UTF-8, 1 to <see cref="Caps.InputText"/> bytes.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    /// <summary>Bytes of the event.</summary>
    public int Length => Kind switch
    {
        InputEventKind.Pointer => 9,
        InputEventKind.Wheel => 11,
        InputEventKind.Key => 8,
        InputEventKind.Text => 3 + Text.Length,
        _ => 1,
    };

    /// <summary>Writes the event and returns its length.</summary>
    public int Write(Span<byte> destination)
    {
        destination[0] = (byte)Kind;
        Span<byte> fields = destination[1..];
        switch (Kind)
        {
            case InputEventKind.Pointer:
            case InputEventKind.Wheel:
                BinaryPrimitives.WriteUInt16LittleEndian(fields, Screen);
                BinaryPrimitives.WriteUInt16LittleEndian(fields[2..], X);
                BinaryPrimitives.WriteUInt16LittleEndian(fields[4..], Y);
                if (Kind == InputEventKind.Pointer)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(fields[6..], (ushort)Buttons);
                }
                else
                {
                    BinaryPrimitives.WriteInt16LittleEndian(fields[6..], DeltaX);
                    BinaryPrimitives.WriteInt16LittleEndian(fields[8..], DeltaY);
                }

                break;
            case InputEventKind.Key:
                fields[0] = Down ? (byte)1 : (byte)0;
                BinaryPrimitives.WriteUInt16LittleEndian(fields[1..], Code);
                BinaryPrimitives.WriteUInt32LittleEndian(fields[3..], Keysym);
                break;
            case InputEventKind.Text:
                BinaryPrimitives.WriteUInt16LittleEndian(fields, (ushort)Text.Length);
                Text.CopyTo(fields[2..]);
                break;
        }

        return Length;
    }

    internal static ProtocolError TryRead(ReadOnlySpan<byte> from, out InputEvent read)
    {
        read = default;
        if (from.IsEmpty) return ProtocolError.Truncated;
        var kind = (InputEventKind)from[0];
        int least = kind switch
        {
            InputEventKind.Pointer => 9,
            InputEventKind.Wheel => 11,
            InputEventKind.Key => 8,
            InputEventKind.Text => 3,
            InputEventKind.ReleaseAll => 1,
            _ => 0,
        };
        if (least == 0) return ProtocolError.BadInput;
        if (from.Length < least) return ProtocolError.Truncated;
        ReadOnlySpan<byte> fields = from[1..];
        switch (kind)
        {
            case InputEventKind.Pointer:
                ushort buttons = BinaryPrimitives.ReadUInt16LittleEndian(fields[6..]);
                if (buttons > (ushort)PointerButtons.All) return ProtocolError.BadInput;
                read = new InputEvent
                {
                    Kind = kind,
                    Screen = BinaryPrimitives.ReadUInt16LittleEndian(fields),
                    X = BinaryPrimitives.ReadUInt16LittleEndian(fields[2..]),
                    Y = BinaryPrimitives.ReadUInt16LittleEndian(fields[4..]),
                    Buttons = (PointerButtons)buttons,
                };
                break;
            case InputEventKind.Wheel:
                read = new InputEvent
                {
                    Kind = kind,
                    Screen = BinaryPrimitives.ReadUInt16LittleEndian(fields),
                    X = BinaryPrimitives.ReadUInt16LittleEndian(fields[2..]),
                    Y = BinaryPrimitives.ReadUInt16LittleEndian(fields[4..]),
                    DeltaX = BinaryPrimitives.ReadInt16LittleEndian(fields[6..]),
                    DeltaY = BinaryPrimitives.ReadInt16LittleEndian(fields[8..]),
                };
                break;
            case InputEventKind.Key:
                if (fields[0] > 1) return ProtocolError.BadInput;
                read = new InputEvent
                {
                    Kind = kind,
                    Down = fields[0] == 1,
                    Code = BinaryPrimitives.ReadUInt16LittleEndian(fields[1..]),
                    Keysym = BinaryPrimitives.ReadUInt32LittleEndian(fields[3..]),
                };
                break;
            case InputEventKind.Text:
                int length = BinaryPrimitives.ReadUInt16LittleEndian(fields);
                if (length > Caps.InputText) return ProtocolError.OverCap;
                if (length == 0) return ProtocolError.BadInput;
                if (fields.Length - 2 < length) return ProtocolError.Truncated;
                ReadOnlySpan<byte> text = fields.Slice(2, length);
                if (!System.Text.Unicode.Utf8.IsValid(text)) return ProtocolError.BadText;
                read = new InputEvent { Kind = kind, Text = text };
                break;
            default:
                read = new InputEvent { Kind = kind };
                break;
        }

        return ProtocolError.None;
    }
}

/// <summary>
/// Body of an <see cref="MessageKind.Input"/>: events of one agent, in the order in which they happened.
/// <code>
///  0       4       6          8
/// ┌───────┬───────┬──────────┬──────────────────┐
/// │ agent │ count │ reserved │ count × event    │
/// │  u32  │  u16  │  u16 0   │ InputEvent       │
/// └───────┴───────┴──────────┴──────────────────┘
/// </code>
/// A viewer sends agent 0; the gateway puts the participant's number there.
/// </summary>
public readonly ref struct InputMessage
{
    private readonly ReadOnlySpan<byte> _events;

    private InputMessage(uint agent, int count, ReadOnlySpan<byte> events)
    {
        Agent = agent;
        Count = count;
        _events = events;
    }

    /// <summary>Bytes in front of the first event, the message's header included.</summary>
    public const int Prefix = MessageHeader.Size + 8;

    /// <summary>The participant's number, from 1; 0 on the way from a viewer to its gateway.</summary>
    public uint Agent { get; }

    /// <summary>How many events follow, 1 to <see cref="Caps.InputEvents"/>.</summary>
    public int Count { get; }

    /// <summary>Walks over the events, which have all been checked.</summary>
    public Enumerator GetEnumerator() => new(_events, Count);

    /// <summary>Reads the body, without the header, and checks every event.</summary>
    public static ProtocolError TryRead(ReadOnlySpan<byte> body, out InputMessage message)
    {
        message = default;
        if (body.Length > Caps.Input - MessageHeader.Size) return ProtocolError.OverCap;
        if (body.Length < 8) return ProtocolError.Truncated;
        int count = BinaryPrimitives.ReadUInt16LittleEndian(body[4..]);
        if (BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) != 0) return ProtocolError.ReservedNotZero;
        if (count == 0) return ProtocolError.BadInput;
        if (count > Caps.InputEvents) return ProtocolError.OverCap;
        ReadOnlySpan<byte> rest = body[8..];
        for (int i = 0; i < count; i++)
        {
            ProtocolError error = InputEvent.TryRead(rest, out InputEvent read);
            if (error != ProtocolError.None) return error;
            rest = rest[read.Length..];
        }

        if (!rest.IsEmpty) return ProtocolError.TrailingBytes;
        message = new InputMessage(BinaryPrimitives.ReadUInt32LittleEndian(body), count, body[8..]);
        return ProtocolError.None;
    }

    /// <summary>Writes the header and the fields in front of the events, which the caller has written from <see cref="Prefix"/> on.</summary>
    /// <param name="message">The whole message: <see cref="Prefix"/> bytes and the events.</param>
    /// <param name="agent">The participant's number, or 0.</param>
    /// <param name="count">How many events there are.</param>
    public static void WritePrefix(Span<byte> message, uint agent, int count)
    {
        new MessageHeader(MessageKind.Input, 0, message.Length - MessageHeader.Size).Write(message);
        StampAgent(message, agent);
        BinaryPrimitives.WriteUInt16LittleEndian(message[(MessageHeader.Size + 4)..], (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(message[(MessageHeader.Size + 6)..], 0);
    }

    /// <summary>Puts the participant's number into a whole message.</summary>
    public static void StampAgent(Span<byte> message, uint agent) =>
        BinaryPrimitives.WriteUInt32LittleEndian(message[MessageHeader.Size..], agent);

    /// <summary>A whole message with one event, for callers off the hot path.</summary>
    public static byte[] Single(uint agent, in InputEvent input)
    {
        var message = new byte[Prefix + input.Length];
        input.Write(message.AsSpan(Prefix));
        WritePrefix(message, agent, 1);
        return message;
    }

    /// <summary>A whole message with one text event.</summary>
    public static byte[] Typed(uint agent, string text) =>
        Single(agent, new InputEvent { Kind = InputEventKind.Text, Text = Encoding.UTF8.GetBytes(text) });

    /// <summary>Walks over events that have been checked.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;
        private int _left;
        private InputEvent _current;

        internal Enumerator(ReadOnlySpan<byte> events, int count)
        {
            _rest = events;
            _left = count;
            _current = default;
        }

        /// <summary>The event.</summary>
        public readonly InputEvent Current => _current;

        /// <summary>Goes to the next event, if there is one.</summary>
        public bool MoveNext()
        {
            if (_left == 0 || InputEvent.TryRead(_rest, out _current) != ProtocolError.None) return false;
            _rest = _rest[_current.Length..];
            _left--;
            return true;
        }
    }
}
