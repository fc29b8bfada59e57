namespace RemoteAssist.Protocol;

/// <summary>What a message is: the first byte of its header. See docs/protocol.md, "Kinds".</summary>
public enum MessageKind : byte
{
    /// <summary>No message: never sent.</summary>
    None = 0x00,

    /// <summary>First message of whoever connected; JSON, <see cref="Control.Hello"/>.</summary>
    Hello = 0x01,

    /// <summary>Answer to a <see cref="Hello"/> that was accepted; JSON, <see cref="Control.Welcome"/>.</summary>
    Welcome = 0x02,

    /// <summary>Answer to whatever was not accepted, sent before the socket closes; JSON, <see cref="Control.Refused"/>.</summary>
    Refused = 0x03,

    /// <summary>Asks for a <see cref="Pong"/>; binary, <see cref="PingMessage"/>.</summary>
    Ping = 0x04,

    /// <summary>Answers a <see cref="Ping"/>; binary, <see cref="PongMessage"/>.</summary>
    Pong = 0x05,

    /// <summary>The session is over or this connection is no longer wanted; JSON, <see cref="Control.Stop"/>.</summary>
    Stop = 0x06,

    /// <summary>The customer's screens; JSON, <see cref="Control.Layout"/>. Host to viewers.</summary>
    Layout = 0x10,

    /// <summary>A part of a picture; binary, <see cref="UpdateHeader"/>. Host to viewers.</summary>
    Update = 0x11,

    /// <summary>The pointer's picture; binary, <see cref="CursorShapeMessage"/>. Host to viewers.</summary>
    CursorShape = 0x12,

    /// <summary>Where the pointer is; binary, <see cref="CursorPositionMessage"/>. Host to viewers.</summary>
    CursorPosition = 0x13,

    /// <summary>The customer's system in its own words, hostile text; JSON, <see cref="Control.SystemInfo"/>. Host to gateway.</summary>
    SystemInfo = 0x20,

    /// <summary>The rights that the customer grants right now; JSON, <see cref="Control.Consent"/>. Host to gateway.</summary>
    Consent = 0x21,

    /// <summary>Pointer, wheel, keys and text; binary, <see cref="InputMessage"/>. Viewer to gateway to host.</summary>
    Input = 0x30,

    /// <summary>Asks for tiles again; binary, <see cref="RepairMessage"/>. Gateway to host, viewer to gateway.</summary>
    Repair = 0x32,

    /// <summary>Everything up to a sequence number has arrived; binary, <see cref="AckMessage"/>. Gateway to host, viewer to gateway.</summary>
    Ack = 0x33,

    /// <summary>What a viewer looks at; binary, <see cref="ViewMessage"/>. Viewer to gateway.</summary>
    View = 0x34,

    /// <summary>What a gateway's viewers look at; binary, <see cref="WatchMessage"/>. Gateway to host.</summary>
    Watch = 0x35,

    /// <summary>The session as it stands; JSON, <see cref="Control.SessionState"/>. Gateway to viewer.</summary>
    Session = 0x40,
}
