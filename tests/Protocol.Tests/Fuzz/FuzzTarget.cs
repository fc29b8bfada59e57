namespace RemoteAssist.ProtocolTests.Fuzz;

/// <summary>Everything here that reads bytes from a peer. Each needs a reader in <see cref="FuzzTargets"/> and a corpus in <see cref="FuzzCorpus"/>.</summary>
public enum FuzzTarget
{
    /// <summary>The header of any message.</summary>
    Header,

    /// <summary>An update's header and directory, as a gateway reads them.</summary>
    Update,

    /// <summary>An update, decompressed and drawn.</summary>
    Decoder,

    /// <summary>Updates one behind the other, drawn on one screen.</summary>
    DecoderSequence,

    /// <summary>A View.</summary>
    View,

    /// <summary>A Watch.</summary>
    Watch,

    /// <summary>A Repair.</summary>
    Repair,

    /// <summary>An Input with all of its events.</summary>
    Input,

    /// <summary>A pointer's picture.</summary>
    CursorShape,

    /// <summary>The messages of fixed length: Ping, Pong, Ack, CursorPosition.</summary>
    Fixed,

    /// <summary>Every JSON message.</summary>
    Json,
}
