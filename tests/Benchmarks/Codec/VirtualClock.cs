namespace RemoteAssist.Benchmarks.Codec;

/// <summary>The clock of a played clip: it stands still while the host works and jumps to what happens next.</summary>
internal sealed class VirtualClock : TimeProvider
{
    private long _now;

    /// <summary>Ticks of 100 ns since the clip began.</summary>
    public long Now
    {
        get => Volatile.Read(ref _now);
        set => Volatile.Write(ref _now, value);
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    // A time before zero must be possible: code that was last busy 'long ago' subtracts.
    public override long GetTimestamp() => Now + TimeSpan.TicksPerHour;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(55).AddTicks(Now);
}
