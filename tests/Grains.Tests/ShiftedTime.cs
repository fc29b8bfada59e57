namespace RemoteAssist.Grains.Tests;

/// <summary>The real time, put forward when a test says so. Timers run as they do.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    internal void PutForward(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));
}
