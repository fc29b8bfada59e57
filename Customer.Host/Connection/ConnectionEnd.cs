namespace RemoteAssist.Customer.Host.Connection;

/// <summary>Why a connection to a gateway ended.</summary>
internal enum ConnectionEnd
{
    /// <summary>It was lost or never came to be: connect again.</summary>
    Lost = 0,

    /// <summary>The session is over.</summary>
    Over,

    /// <summary>Another device joined with the same PIN.</summary>
    TakenOver,

    /// <summary>The right to share was withdrawn.</summary>
    Revoked,

    /// <summary>The customer stopped it here.</summary>
    Stopped,
}
