using Microsoft.Extensions.Logging;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Records;

namespace RemoteAssist.Grains.Tenants;

/// <summary>
/// Tells a tenant's running sessions what has changed, without holding up the tenant: one round at a time, and while one is under way only
/// the newest change waits. A session that cannot be told now asks for itself within a minute. Used from the grain's own scheduler alone.
/// </summary>
internal sealed partial class TenantSessions(string tenant, IGrainFactory grains, ISessionRecordStore records, ILogger logger)
{
    /// <summary>Sessions that are told at the same time.</summary>
    private const int AtOnce = 64;

    private SessionPolicy? _next;
    private bool _waits;
    private Task _running = Task.CompletedTask;

    /// <summary>Has them told a policy, or with null ends them.</summary>
    internal void Tell(SessionPolicy? policy)
    {
        (_next, _waits) = (policy, true);
        if (_running.IsCompleted) _running = Run();
    }

    /// <summary>Waits until the last round is over.</summary>
    internal Task Told() => _running;

    private async Task Run()
    {
        await Task.Yield();
        while (_waits)
        {
            _waits = false;
            SessionPolicy? policy = _next;
            try
            {
                // Slices rather than a parallel loop, which would leave the grain's scheduler.
                foreach (string[] slice in (await records.Live(tenant, CancellationToken.None)).Chunk(AtOnce))
                    await Task.WhenAll(slice.Select(session => Tell(session, policy)));
            }
            catch (Exception exception)
            {
                LogNotTold(exception, tenant);
            }
        }
    }

    private async Task Tell(string id, SessionPolicy? policy)
    {
        var key = new SessionKey(tenant, id);
        try
        {
            // A row without a session is of a start that failed half way.
            if (!await grains.GetGrain<ISessionGrain>(key.ToString()).Follow(policy)) await records.Remove(tenant, id, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogSessionNotTold(exception, key);
        }
    }

    [LoggerMessage(EventId = LogEvents.TenantChangeNotTold, Level = LogLevel.Warning, Message = "The sessions of tenant {Tenant} could not be told of a change; each asks within a minute.")]
    private partial void LogNotTold(Exception exception, string tenant);

    [LoggerMessage(EventId = LogEvents.SessionPolicyNotTold, Level = LogLevel.Warning, Message = "Session {Session} could not be told of its tenant's change; it asks within a minute.")]
    private partial void LogSessionNotTold(Exception exception, SessionKey session);
}
