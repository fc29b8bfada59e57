namespace RemoteAssist.Customer.Host.Capture;

/// <summary>
/// Keeps a screen that never rests from taking all of the customer's processor: a few pictures may follow each other at once, then one every
/// <see cref="Interval"/>. A screen that rests between its changes is never kept waiting, and no timer runs.
/// </summary>
internal sealed class CapturePace
{
    /// <summary>Between pictures of a screen that never rests: a hundred a second.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Pictures that may follow each other at once.</summary>
    internal const int Burst = 3;

    private readonly TimeProvider _time;
    private readonly long _origin;
    private TimeSpan _credit = Interval * Burst;
    private TimeSpan _least = Interval;
    private TimeSpan _at;

    internal CapturePace(TimeProvider time)
    {
        _time = time;
        _origin = time.GetTimestamp();
    }

    /// <summary>The least time between two pictures that do not rest; <see cref="Interval"/> unless a quality wants fewer.</summary>
    internal TimeSpan Least
    {
        get => _least;
        set
        {
            _least = value;
            _credit = TimeSpan.FromTicks(Math.Min(_credit.Ticks, value.Ticks * Burst));
        }
    }

    /// <summary>How long to wait for the next picture; zero when it may be taken now.</summary>
    internal TimeSpan Wait
    {
        get
        {
            Refill();
            return _credit >= _least ? TimeSpan.Zero : _least - _credit;
        }
    }

    /// <summary>A picture is being taken.</summary>
    internal void Take()
    {
        Refill();
        _credit -= _least;
    }

    private void Refill()
    {
        TimeSpan now = _time.GetElapsedTime(_origin);
        _credit += now - _at;
        _at = now;
        if (_credit > _least * Burst) _credit = _least * Burst;
    }
}
