using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>What the gateways' relays say that their viewers look at. Told by one thread, read by another.</summary>
internal sealed class Watchers(TimeProvider time)
{
    /// <summary>A watcher that was silent for so long has gone.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15);

    /// <summary>More relays than this do not serve one session; further ones are not listened to.</summary>
    internal const int Most = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, (WatchMessage Message, long At)> _watchers = [];
    private PictureQuality _quality;

    /// <summary>A relay says what it watches.</summary>
    internal void Tell(in WatchMessage message)
    {
        lock (_gate)
        {
            bool known = _watchers.TryGetValue(message.Watcher, out (WatchMessage Message, long At) before);
            if (!known && _watchers.Count >= Most) return;
            if (message.Viewers == 0 || message.Screens == 0)
            {
                _watchers.Remove(message.Watcher);
                return;
            }

            // The last choice counts, not the last repetition of an old one.
            if (!known || before.Message.Quality != message.Quality) _quality = message.Quality;
            _watchers[message.Watcher] = (message, time.GetTimestamp());
        }
    }

    /// <summary>Forgets all: they belonged to another connection.</summary>
    internal void Clear()
    {
        lock (_gate) _watchers.Clear();
    }

    /// <summary>What is wanted now.</summary>
    internal Watched Read()
    {
        lock (_gate)
        {
            ushort screens = 0;
            VideoCodecs codecs = VideoCodecs.All;
            TimeSpan? next = null;
            foreach ((ulong watcher, (WatchMessage message, long at)) in _watchers)
            {
                TimeSpan left = Lifetime - time.GetElapsedTime(at);
                if (left <= TimeSpan.Zero)
                {
                    _watchers.Remove(watcher);
                    continue;
                }

                screens |= message.Screens;
                codecs &= message.Codecs;
                if (next is null || left < next) next = left;
            }

            return new Watched(screens, _watchers.Count == 0 ? PictureQuality.Automatic : _quality, _watchers.Count == 0 ? VideoCodecs.None : codecs, next);
        }
    }
}

/// <summary>What all watchers want together.</summary>
/// <param name="Screens">Bit n: screen n; 0 when nobody watches.</param>
/// <param name="Quality">What was chosen last.</param>
/// <param name="Codecs">The video codecs that all of them decode.</param>
/// <param name="Next">How long until a silent watcher is forgotten; null when there is none.</param>
internal readonly record struct Watched(ushort Screens, PictureQuality Quality, VideoCodecs Codecs, TimeSpan? Next);
