using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>The frames of one region, from its first key frame to its end, cut into pieces that fit in updates.</summary>
internal sealed class VideoStream : IDisposable
{
    private readonly VideoEncoder _encoder;
    private readonly byte _number;
    private uint _frame;

    /// <summary>Takes over an encoder.</summary>
    /// <param name="encoder">Started, for a picture of the region's size.</param>
    /// <param name="region">Where it is on the screen.</param>
    /// <param name="number">Another one than that of the region before.</param>
    internal VideoStream(VideoEncoder encoder, PixelRect region, byte number)
    {
        (_encoder, Region, _number) = (encoder, region, number);
    }

    /// <summary>Where it is on the screen.</summary>
    internal PixelRect Region { get; }

    /// <summary>What the stream may take from the next frame on.</summary>
    internal bool TrySetRate(int kilobits) => _encoder.TrySetRate(kilobits);

    /// <summary>Encodes a frame and adds it to a picture.</summary>
    /// <param name="wanted">The screen.</param>
    /// <param name="capturedAt">Microseconds.</param>
    /// <param name="key">Whether it must be a key frame.</param>
    /// <param name="pictures">The picture.</param>
    /// <returns>False when this stream cannot go on; nothing was added then.</returns>
    internal bool TryWrite(Frame wanted, ulong capturedAt, bool key, PictureEncoder pictures)
    {
        if (!_encoder.TryEncode(wanted, Region.X, Region.Y, capturedAt, key, out VideoChunk chunk)) return false;
        ReadOnlySpan<byte> rest = chunk.Data;
        if (rest.IsEmpty || rest.Length > Caps.VideoChunk) return false;
        VideoFlags flags = VideoFlags.First | (chunk.IsKey ? VideoFlags.Key : VideoFlags.None);
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<byte> data = rest[..Math.Min(rest.Length, UpdateParts.MostImage)];
            rest = rest[data.Length..];
            if (rest.IsEmpty) flags |= VideoFlags.Last;
            var piece = new VideoPiece(_number, VideoCodec.Vp9, flags, _frame);
            pictures.AddImage(Operation.VideoOf(piece, Region.X, Region.Y, Region.Width, Region.Height, data.Length), data);
            flags &= ~VideoFlags.First;
        }

        _frame++;
        return true;
    }

    public void Dispose() => _encoder.Dispose();
}
