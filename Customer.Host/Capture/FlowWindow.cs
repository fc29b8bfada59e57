namespace RemoteAssist.Customer.Host.Capture;

/// <summary>
/// What is on its way to the gateway, and how much more may go. Bounded in pictures and in bytes: no more than the connection carries in a round trip
/// and a short queue. What happens on the screen meanwhile goes into the next picture, so what is sent is always the newest. For one thread.
/// </summary>
internal sealed class FlowWindow
{
    /// <summary>Pictures without an answer on a short way: one being sent while the other is being encoded. On long ways there are more.</summary>
    internal const int Least = 2;

    /// <summary>Pictures without an answer, however long the way.</summary>
    internal const int Limit = 8;

    /// <summary>A picture may always have so many bytes: less would be mostly headers.</summary>
    internal const int LeastBytes = 4 * 1024;

    /// <summary>The time that a picture may wait for those before it; the rule for all queues is a quarter of a second, and this is one of several.</summary>
    internal static readonly TimeSpan Queue = TimeSpan.FromMilliseconds(80);

    /// <summary>An answer that has not come for so long will not come: a gateway that lost its count must not freeze the screen for ever.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Queue<Flight> _pictures = new(Limit);
    private readonly TimeProvider _time;
    private long _arrived;
    private int _onTheWay;

    internal FlowWindow(TimeProvider time)
    {
        _time = time;
        Uplink = new UplinkEstimate();
    }

    /// <summary>What the connection carries.</summary>
    internal UplinkEstimate Uplink { get; }

    internal bool IsEmpty => _pictures.Count == 0;

    /// <summary>Whether another picture may be sent.</summary>
    internal bool HasRoom
    {
        get
        {
            if (_pictures.Count == 0 || _time.GetElapsedTime(_pictures.Peek().SentAt) >= Patience) return true;
            // A picture for every thirtieth of a second of the way.
            int most = Math.Clamp((int)(Uplink.RoundTrip.TotalSeconds * 30) + 1, Least, Limit);
            return _pictures.Count < most && _onTheWay < Capacity - Capacity / 4;
        }
    }

    /// <summary>Bytes that the next picture should not pass.</summary>
    internal int Budget => Math.Max(LeastBytes, Math.Min(Capacity - _onTheWay, Capacity / 2));

    /// <summary>How long the last answered picture took, there and back.</summary>
    internal TimeSpan RoundTrip { get; private set; }

    /// <summary>When the last picture went out, as a timestamp of the clock.</summary>
    internal long LastSentAt { get; private set; }

    private int Capacity => (int)Math.Min(int.MaxValue / 2, Uplink.BytesPerSecond * (Uplink.RoundTrip + Queue).TotalSeconds);

    /// <summary>A picture went out.</summary>
    /// <param name="lastSeq">The number of its last update.</param>
    /// <param name="bytes">All of its bytes.</param>
    internal void Sent(uint lastSeq, int bytes)
    {
        if (_pictures.Count == Limit) Drop();
        LastSentAt = _time.GetTimestamp();
        bool full = _onTheWay + bytes >= Capacity / 2;
        _pictures.Enqueue(new Flight(lastSeq, LastSentAt, bytes, _arrived, _onTheWay > 0, full));
        _onTheWay += bytes;
    }

    /// <summary>Everything up to this number has arrived.</summary>
    internal void Acknowledge(uint seq)
    {
        // Numbers wrap around after four thousand million updates: only their distance counts.
        while (_pictures.TryPeek(out Flight oldest) && (int)(seq - oldest.LastSeq) >= 0)
        {
            Drop();
            _arrived += oldest.Bytes;
            RoundTrip = _time.GetElapsedTime(oldest.SentAt);
            Uplink.Measured(RoundTrip, _arrived - oldest.ArrivedBefore, oldest.Behind, oldest.Full);
        }
    }

    /// <summary>Another connection: nothing is on its way.</summary>
    internal void Reset()
    {
        _pictures.Clear();
        (_onTheWay, _arrived) = (0, 0);
        Uplink.Reset();
    }

    private void Drop() => _onTheWay -= _pictures.Dequeue().Bytes;

    /// <summary>A picture on its way.</summary>
    /// <param name="LastSeq">The number of its last update.</param>
    /// <param name="SentAt">When it went.</param>
    /// <param name="Bytes">Its bytes.</param>
    /// <param name="ArrivedBefore">Bytes that had arrived when it went.</param>
    /// <param name="Behind">Whether others were on their way before it.</param>
    /// <param name="Full">Whether it filled what the connection was thought to carry.</param>
    private readonly record struct Flight(uint LastSeq, long SentAt, int Bytes, long ArrivedBefore, bool Behind, bool Full);
}
