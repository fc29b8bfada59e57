using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// When one viewer may have a key frame asked for. A key frame costs everybody, so a viewer that loses its video again soon after one waits
/// twice as long for the next: it sees stills, and the others a video.
/// </summary>
internal sealed class KeyFrameRequests
{
    internal static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    private long _pause = First.Micros();
    private long _allowedAt = long.MinValue / 2;
    private Operation _region;
    private bool _broken;

    /// <summary>Notes a piece of video and whether the viewer can decode it.</summary>
    internal void Seen(in Operation piece, bool decodable)
    {
        _region = piece;
        _broken = !decodable;
    }

    /// <summary>Whether a missing tile, by its corner, is one that only a key frame mends.</summary>
    internal bool Concern(int x, int y) =>
        _broken && x < _region.X + _region.Width && x + Operation.TileSide > _region.X && y < _region.Y + _region.Height && y + Operation.TileSide > _region.Y;

    /// <summary>Whether one may be asked for.</summary>
    internal bool Allowed(long now) => now >= _allowedAt;

    /// <summary>Notes that one was asked for.</summary>
    internal void Asked(long now)
    {
        // Long after the last request it is another loss, not the same one going on.
        _pause = now - _allowedAt > Most.Micros() ? First.Micros() : Math.Min(_pause * 2, Most.Micros());
        _allowedAt = now + _pause;
    }
}
