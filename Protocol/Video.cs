namespace RemoteAssist.Protocol;

/// <summary>The codec of an <see cref="OperationKind.Video"/>.</summary>
public enum VideoCodec : byte
{
    /// <summary>No codec: never sent.</summary>
    None = 0,

    /// <summary>VP9, profile 0: one frame, or one superframe, a chunk.</summary>
    Vp9 = 1,

    /// <summary>VP8 (RFC 6386): one frame a chunk.</summary>
    Vp8 = 2,

    /// <summary>H.264 in the byte stream format of ITU-T H.264 annex B: one access unit a chunk, parameter sets in front of every key frame.</summary>
    H264 = 3,

    /// <summary>AV1 in the low-overhead format: one temporal unit a chunk.</summary>
    Av1 = 4,
}

/// <summary>Several <see cref="VideoCodec"/>s: bit codec - 1.</summary>
[Flags]
public enum VideoCodecs : byte
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary><see cref="VideoCodec.Vp9"/>.</summary>
    Vp9 = 1,

    /// <summary><see cref="VideoCodec.Vp8"/>.</summary>
    Vp8 = 2,

    /// <summary><see cref="VideoCodec.H264"/>.</summary>
    H264 = 4,

    /// <summary><see cref="VideoCodec.Av1"/>.</summary>
    Av1 = 8,

    /// <summary>All that are known.</summary>
    All = Vp9 | Vp8 | H264 | Av1,
}

/// <summary>Where a piece stands in its chunk.</summary>
[Flags]
public enum VideoFlags : byte
{
    /// <summary>A piece in the middle of a chunk that depends on the chunk before.</summary>
    None = 0,

    /// <summary>The chunk can be decoded without any before it: on every piece of such a chunk.</summary>
    Key = 1,

    /// <summary>The chunk's first piece.</summary>
    First = 2,

    /// <summary>The chunk's last piece.</summary>
    Last = 4,

    /// <summary>All that are known.</summary>
    All = Key | First | Last,
}

/// <summary>What an <see cref="OperationKind.Video"/> carries besides its rectangle and data.</summary>
/// <param name="Stream">Which stream of chunks it belongs to: another number with every new region.</param>
/// <param name="Codec">The codec.</param>
/// <param name="Flags">Where the piece stands in its chunk.</param>
/// <param name="Frame">The chunk's number in its stream, one more with every chunk.</param>
public readonly record struct VideoPiece(byte Stream, VideoCodec Codec, VideoFlags Flags, uint Frame)
{
    internal ulong Pack() => Frame | (ulong)Stream << 32 | (ulong)Codec << 40 | (ulong)Flags << 48;

    internal static VideoPiece Unpack(ulong argument) =>
        new((byte)(argument >> 32), (VideoCodec)(byte)(argument >> 40), (VideoFlags)(byte)(argument >> 48), (uint)argument);
}

/// <summary>The words for codecs in a <see cref="Control.Hello"/>.</summary>
public static class CodecNames
{
    private static readonly (string Name, VideoCodecs Codec)[] Video =
        [("vp9", VideoCodecs.Vp9), ("vp8", VideoCodecs.Vp8), ("h264", VideoCodecs.H264), ("av1", VideoCodecs.Av1)];

    /// <summary>The video codecs among these words; what is no word of this protocol is passed over.</summary>
    public static VideoCodecs VideoOf(IEnumerable<string> names)
    {
        var codecs = VideoCodecs.None;
        foreach (string name in names)
        {
            foreach ((string known, VideoCodecs codec) in Video)
            {
                if (name == known) codecs |= codec;
            }
        }

        return codecs;
    }
}
