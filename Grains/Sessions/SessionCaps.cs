namespace RemoteAssist.Grains.Sessions;

/// <summary>The most of everything that a session holds: its state is one row that is written at every change.</summary>
internal static class SessionCaps
{
    /// <summary>People, present or away. When they are all present, nobody more enters.</summary>
    internal const int Members = 64;

    /// <summary>Open sockets of one person; the oldest gives way.</summary>
    internal const int Connections = 8;

    /// <summary>Unused tickets of one person, or of the host; the oldest gives way.</summary>
    internal const int Tickets = 4;

    /// <summary>Characters of an account: an e-mail address has at most 320 (RFC 3696, erratum 1690).</summary>
    internal const int Account = 320;
}
