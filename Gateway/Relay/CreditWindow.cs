namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// How many bytes may be on their way to a viewer unacknowledged. Grows with what is acknowledged in time, shrinks when acknowledgements take
/// much longer than the quickest one did: then bytes pile up in buffers that nobody can take them back from.
/// </summary>
/// <param name="most">The largest window, in bytes.</param>
internal sealed class CreditWindow(int most)
{
    /// <summary>The smallest window, in bytes. One message may always be under way, whatever its size.</summary>
    internal const int Least = 16 * 1024;

    /// <summary>Where a window begins, in bytes.</summary>
    internal const int First = 32 * 1024;

    /// <summary>How much longer than the quickest an acknowledgement may take, in microseconds.</summary>
    internal const long Slack = 250_000;

    /// <summary>The longest that counts as quick, in microseconds: a road by satellite. Where the first update alone took longer, it was its bytes.</summary>
    internal const long LongestRoad = 700_000;

    // The quickest acknowledgement is forgotten after this many, so that a road that became longer is not taken for a queue for ever.
    private const int Memory = 1024;

    private long _quickest = long.MaxValue;
    private long _shrunkAt = long.MinValue / 2;
    private long _acknowledgedAt = long.MinValue / 2;
    private int _age;

    /// <summary>Bytes.</summary>
    internal int Bytes { get; private set; } = Math.Min(First, most);

    /// <summary>Notes an acknowledgement.</summary>
    /// <param name="bytes">How many bytes it acknowledged.</param>
    /// <param name="delay">From sending to the acknowledgement, in microseconds.</param>
    /// <param name="now">The monotonic clock, in microseconds.</param>
    internal void Acknowledged(int bytes, long delay, long now)
    {
        if (delay < _quickest || ++_age > Memory)
        {
            _quickest = delay;
            _age = 0;
        }

        // While bytes pile up, what is acknowledged between two acknowledgements is what the road carries.
        long since = Math.Max(1, Math.Min(delay, now - _acknowledgedAt)), allowed = Math.Min(_quickest, LongestRoad) + Slack;
        _acknowledgedAt = now;
        if (delay <= allowed)
        {
            Bytes = Math.Min(most, Bytes + bytes);
            return;
        }

        // What is under way now was sent before the window shrank: it says nothing about the smaller window.
        if (now - _shrunkAt < delay) return;
        _shrunkAt = now;
        Bytes = (int)Math.Max(Least, Math.Min(Bytes / 2, bytes * allowed / since));
    }
}
