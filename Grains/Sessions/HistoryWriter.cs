using Microsoft.Extensions.Logging;
using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Records;

namespace RemoteAssist.Grains.Sessions;

/// <summary>
/// Writes what waits in a session's state to its row and to the tenant's audit log, without holding up the session: one write at a time.
/// Entries carry ids, so that one that was written twice is there once. Used from the grain's own scheduler alone.
/// </summary>
internal sealed partial class HistoryWriter(ISessionRecordStore records, Func<IAuditGrain> audit, Func<SessionState> state, ILogger logger)
{
    private readonly HashSet<string> _written = [];
    private Task<bool>? _running;

    /// <summary>The entries that have been written and may leave the state with the next save.</summary>
    internal IReadOnlySet<string> Written => _written;

    /// <summary>Whether everything has been written.</summary>
    internal bool Done => state().Outbox.All(entry => _written.Contains(entry.Id));

    /// <summary>After a save: forgets what has left the state.</summary>
    internal void Saved() => _written.IntersectWith(state().Outbox.Select(entry => entry.Id));

    /// <summary>Writes what waits.</summary>
    /// <returns>False when it could not be written; it still waits then.</returns>
    internal async Task<bool> Write()
    {
        while (_running is not null) await _running;
        if (Done) return true;
        _running = Run();
        try
        {
            return await _running;
        }
        finally
        {
            _running = null;
        }
    }

    private async Task<bool> Run()
    {
        // Not even the part that runs before the first await may hold up the call that made the change.
        await Task.Yield();
        while (!Done)
        {
            SessionState now = state();
            AuditEntry[] waiting = [.. now.Outbox.Where(entry => !_written.Contains(entry.Id))];
            try
            {
                await records.Write(now.Key.Tenant, now.Key.Session, now.Record(), CancellationToken.None);
                await audit().Append([.. waiting]);
            }
            catch (Exception exception)
            {
                LogNotWritten(exception, now.Key.ToString(), waiting.Length);
                return false;
            }

            _written.UnionWith(waiting.Select(entry => entry.Id));
        }

        return true;
    }

    [LoggerMessage(EventId = LogEvents.HistoryNotWritten, Level = LogLevel.Warning, Message = "{Count} entries of session {Session} could not be written to the audit log; they are kept and written later.")]
    private partial void LogNotWritten(Exception exception, string session, int count);
}
