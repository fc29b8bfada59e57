namespace RemoteAssist.Protocol;

/// <summary>Why a message was not accepted: one value a place where reading can fail.</summary>
public enum ProtocolError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The message ends before a field that must be there. Close code 1002.</summary>
    Truncated,

    /// <summary>Bytes follow the end of the message. Close code 1002.</summary>
    TrailingBytes,

    /// <summary>The kind is unknown, or may not be sent in this direction or state. Close code 1002.</summary>
    UnexpectedKind,

    /// <summary>A flag or a reserved field that must be zero is not. Close code 1002.</summary>
    ReservedNotZero,

    /// <summary>A length or a count is over its cap. Close code 1009.</summary>
    OverCap,

    /// <summary>A rectangle is empty or reaches outside of the screen, or a coordinate does. Close code 1002.</summary>
    OutOfScreen,

    /// <summary>An operation's kind, format or colour count is unknown or contradicts its data length. Close code 1002.</summary>
    BadOperation,

    /// <summary>The directory's data lengths do not add up to the sections that follow it. Close code 1002.</summary>
    LengthMismatch,

    /// <summary>An update's base is not what its operations need: its own number when all are self-contained, else that of the update before. Close code 1002.</summary>
    BadBase,

    /// <summary>An input event has an unknown type or a value outside of its range. Close code 1002.</summary>
    BadInput,

    /// <summary>Text is not valid UTF-8, or JSON does not have the shape of its message. Close code 1002.</summary>
    BadText,

    /// <summary>No version of the peer's is known here. Close code 1002.</summary>
    UnknownVersion,
}

/// <summary>WebSocket close codes (RFC 6455 section 7.4.1, and the private range from 4000) that this protocol uses.</summary>
public static class CloseCodes
{
    /// <summary>The peer sent what the protocol does not allow.</summary>
    public const int ProtocolError = 1002;

    /// <summary>The peer sent more than a cap allows.</summary>
    public const int TooBig = 1009;

    /// <summary>The gateway is going down: connect again, to any gateway.</summary>
    public const int GoingAway = 1001;

    /// <summary>The session is over: do not come back.</summary>
    public const int SessionEnded = 4000;

    /// <summary>Another device took over with the same PIN: do not come back.</summary>
    public const int TakenOver = 4001;

    /// <summary>The right or the link behind this connection was withdrawn: do not come back.</summary>
    public const int Revoked = 4003;

    /// <summary>Nothing was heard, or nothing could be sent, for too long: connect again.</summary>
    public const int TimedOut = 4008;

    /// <summary>The close code that <paramref name="error"/> is answered with.</summary>
    public static int For(Protocol.ProtocolError error) =>
        error == Protocol.ProtocolError.OverCap ? TooBig : ProtocolError;
}
