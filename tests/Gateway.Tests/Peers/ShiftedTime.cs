namespace RemoteAssist.Gateway.Tests.Peers;

/// <summary>The system's time with a wall clock that can be put forward; timers and the monotonic clock go on as they are.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ticks;

    internal void Shift(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ticks));
}
