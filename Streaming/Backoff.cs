namespace RemoteAssist.Streaming;

/// <summary>Pauses and limits of tries: doubling, up to a bound.</summary>
internal static class Backoff
{
    /// <summary>What Orleans gives a call to a hub at most; see the attributes of the hub's interface.</summary>
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(2);

    /// <summary>The next pause, up to 16 times the first.</summary>
    public static TimeSpan Next(TimeSpan pause, TimeSpan first) => pause >= 16 * first ? pause : 2 * pause;

    /// <summary>The next limit of a try.</summary>
    public static TimeSpan NextAttempt(TimeSpan attempt) => 2 * attempt < LongestAttempt ? 2 * attempt : LongestAttempt;

    /// <summary>Awaits a call for so long; what it does afterwards is nobody's concern.</summary>
    /// <exception cref="TimeoutException">The limit passed.</exception>
    public static Task Within(this Task call, TimeSpan limit, TimeProvider time)
    {
        _ = call.ContinueWith(static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return call.WaitAsync(limit, time);
    }
}
