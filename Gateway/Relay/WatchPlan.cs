using System.Buffers.Binary;
using System.Security.Cryptography;
using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// When the host is told what this relay's viewers look at: soon after it changed, and again and again, since a host forgets who says nothing.
/// </summary>
internal sealed class WatchPlan(TimeProvider time)
{
    /// <summary>How often it is said again; the host forgets a watcher after three times as long.</summary>
    internal static readonly TimeSpan Repeat = TimeSpan.FromSeconds(5);

    /// <summary>The least time between two messages.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly ulong _watcher = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private (int Screens, PictureQuality Quality, VideoCodecs Codecs, int Viewers)? _told;
    private (int Screens, PictureQuality Quality, VideoCodecs Codecs, int Viewers) _now;
    private long _toldAt = long.MinValue / 2;

    /// <summary>What the viewers look at now.</summary>
    /// <param name="screens">Bit n: screen n.</param>
    /// <param name="quality">What the viewer that chose last wants.</param>
    /// <param name="codecs">The video codecs that all of them decode.</param>
    /// <param name="viewers">How many they are.</param>
    internal void Set(int screens, PictureQuality quality, VideoCodecs codecs, int viewers) => _now = (screens, quality, codecs, viewers);

    /// <summary>A host that perhaps knows nothing of this watcher.</summary>
    internal void Repeated() => _told = null;

    /// <summary>How long to wait until it is to be said; null when nobody looks and the host knows.</summary>
    internal TimeSpan? Due()
    {
        if (_now.Viewers == 0 && (_told is null || _told == _now)) return null;
        long wait = (_told == _now ? Repeat : Interval).Micros() - (time.Monotonic() - _toldAt);
        return wait <= 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(wait);
    }

    /// <summary>The message to send now.</summary>
    internal byte[] Take()
    {
        _told = _now;
        _toldAt = time.Monotonic();
        var message = new byte[WatchMessage.MessageSize];
        new WatchMessage(_watcher, (ushort)_now.Screens, _now.Quality, _now.Codecs, (uint)_now.Viewers).Write(message);
        return message;
    }
}
