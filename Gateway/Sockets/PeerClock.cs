using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>How far the peer's monotonic clock is from ours, from Ping and Pong. The quickest of the last answers is the truest.</summary>
internal sealed class PeerClock
{
    private const int Kept = 8;
    private readonly (long RoundTrip, long Offset)[] _samples = new (long, long)[Kept];
    private int _count;

    /// <summary>Whether an answer has come yet.</summary>
    internal bool Known => _count > 0;

    /// <summary>The quickest of the last round trips, in microseconds.</summary>
    internal long RoundTrip { get; private set; }

    /// <summary>What to subtract from the peer's clock to have ours, in microseconds.</summary>
    internal long Offset { get; private set; }

    internal void Answered(PongMessage pong, long now)
    {
        long roundTrip = now - (long)pong.SentAt;
        // An answer to a ping that we never sent says nothing.
        if (roundTrip is < 0 or > 60_000_000 || pong.AnsweredAt > long.MaxValue) return;
        _samples[_count++ % Kept] = (roundTrip, (long)pong.AnsweredAt - ((long)pong.SentAt + roundTrip / 2));
        (RoundTrip, Offset) = _samples.AsSpan(0, Math.Min(_count, Kept)).ToArray().Min();
    }
}
