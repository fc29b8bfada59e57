namespace RemoteAssist.Gateway.Sockets;

/// <summary>The two clocks of the protocol, in microseconds.</summary>
internal static class Clock
{
    /// <summary>A clock that only goes forward, with a start of its own in every process.</summary>
    internal static long Monotonic(this TimeProvider time) =>
        (long)(time.GetTimestamp() * (1_000_000.0 / time.TimestampFrequency));

    /// <summary>Since the Unix epoch.</summary>
    internal static long Unix(this TimeProvider time) => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    internal static long Micros(this TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
