namespace RemoteAssist.Decoding;

/// <summary>Why an update was not applied.</summary>
public enum DecodingError
{
    /// <summary>It was applied.</summary>
    None = 0,

    /// <summary>The message does not pass the protocol's own checks; see <see cref="UpdateDecoder.ProtocolError"/>.</summary>
    Protocol,

    /// <summary>The palette section is no zstd frame, has no content size, another one than the header says, or is damaged.</summary>
    Palette,

    /// <summary>An index points beyond its palette.</summary>
    Index,

    /// <summary>An image cannot be decoded, is of another format than it says, or of another size than its rectangle.</summary>
    Image,
}
