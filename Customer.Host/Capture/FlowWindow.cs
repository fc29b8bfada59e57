namespace RemoteAssist.Customer.Host.Capture;

/// <summary>
/// How many pictures are on their way to the gateway. Two at most: one being sent while the other is being encoded. What happens on the screen
/// meanwhile goes into the next one, so what is sent is always the newest. For one thread.
/// </summary>
internal sealed class FlowWindow
{
    /// <summary>The most pictures without an answer.</summary>
    internal const int Limit = 2;

    /// <summary>An answer that has not come for so long will not come: a gateway that lost its count must not freeze the screen for ever.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Queue<(uint LastSeq, long SentAt)> _pictures = new(Limit);
    private readonly TimeProvider _time;

    internal FlowWindow(TimeProvider time) => _time = time;

    internal bool IsEmpty => _pictures.Count == 0;

    internal bool HasRoom => _pictures.Count < Limit || _time.GetElapsedTime(_pictures.Peek().SentAt) >= Patience;

    /// <summary>How long the last answered picture took, there and back.</summary>
    internal TimeSpan RoundTrip { get; private set; }

    /// <summary>When the last picture went out, as a timestamp of the clock.</summary>
    internal long LastSentAt { get; private set; }

    /// <summary>A picture went out; its last update had this number.</summary>
    internal void Sent(uint lastSeq)
    {
        if (_pictures.Count == Limit) _pictures.Dequeue();
        LastSentAt = _time.GetTimestamp();
        _pictures.Enqueue((lastSeq, LastSentAt));
    }

    /// <summary>Everything up to this number has arrived.</summary>
    internal void Acknowledge(uint seq)
    {
        // Numbers wrap around after four thousand million updates: only their distance counts.
        while (_pictures.TryPeek(out (uint LastSeq, long SentAt) oldest) && (int)(seq - oldest.LastSeq) >= 0)
        {
            RoundTrip = _time.GetElapsedTime(oldest.SentAt);
            _pictures.Dequeue();
        }
    }

    /// <summary>Another connection: nothing is on its way.</summary>
    internal void Reset() => _pictures.Clear();
}
