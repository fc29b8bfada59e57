using Microsoft.Extensions.Logging;
using Orleans.Streams;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Sessions;

/// <summary>
/// Tells a session's changes to its <c>events</c> stream without ever holding up the session: one publish at a time, and while one is under
/// way only the newest change waits. A change that is lost or left out does no harm: each carries the whole snapshot, and who sees a gap in
/// the versions reads it again. Used from the grain's own scheduler alone.
/// </summary>
internal sealed partial class ChangePublisher(Func<IAsyncStream<SessionChanged>> stream, ILogger logger)
{
    private SessionChanged? _next;
    private bool _running;

    /// <summary>Has a change told as soon as the one before it is.</summary>
    internal void Publish(SessionChanged change)
    {
        _next = change;
        if (_running) return;
        _running = true;
        _ = Run();
    }

    private async Task Run()
    {
        // Not even the part of a publish that runs before its first await may hold up the call that made the change.
        await Task.Yield();
        while (_next is { } change)
        {
            _next = null;
            try
            {
                await stream().OnNextAsync(change);
            }
            catch (Exception exception)
            {
                LogNotTold(exception, change.Snapshot.Key.ToString(), change.Snapshot.Version);
            }
        }

        _running = false;
    }

    [LoggerMessage(EventId = LogEvents.SessionChangeNotTold, Level = LogLevel.Warning, Message = "Version {Version} of session {Session} could not be published.")]
    private partial void LogNotTold(Exception exception, string session, long version);
}
