namespace RemoteAssist.Silo.Hosting;

/// <summary>Looks for a silo for ever, less and less often: a gateway may start before the cluster does.</summary>
internal sealed partial class ConnectionRetry(TimeProvider time, ILogger<ConnectionRetry> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        LogWaiting(exception.Message, _pause);
        await Task.Delay(_pause, time, cancellationToken);
        _pause = _pause < LongestPause ? _pause * 2 : LongestPause;
        return true;
    }

    [LoggerMessage(EventId = SiloEvents.ClusterAwaited, Level = LogLevel.Warning, Message = "No silo can be reached ({Cause}); trying again in {Pause}.")]
    private partial void LogWaiting(string cause, TimeSpan pause);
}
