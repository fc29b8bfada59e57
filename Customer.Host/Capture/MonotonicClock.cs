namespace RemoteAssist.Customer.Host.Capture;

/// <summary>The clock of capture times and pongs: microseconds that never go back.</summary>
internal static class MonotonicClock
{
    /// <summary>Now.</summary>
    internal static ulong Micros(this TimeProvider time) =>
        (ulong)(Int128.CreateTruncating(time.GetTimestamp()) * 1_000_000 / time.TimestampFrequency);
}
