using System.Diagnostics.Metrics;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Sessions;

/// <summary>What operators see of sessions. No label tells one tenant from another.</summary>
internal sealed class SessionMeter
{
    /// <summary>The meter's name.</summary>
    internal const string Name = "RemoteAssist.Sessions";

    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _joined;
    private readonly Counter<long> _refused;
    private readonly UpDownCounter<long> _live;

    public SessionMeter(IMeterFactory factory)
    {
        Meter meter = factory.Create(Name);
        _started = meter.CreateCounter<long>("remoteassist.sessions.started", "{session}", "Sessions that were started.");
        _ended = meter.CreateCounter<long>("remoteassist.sessions.ended", "{session}", "Sessions that ended, by reason.");
        _joined = meter.CreateCounter<long>("remoteassist.sessions.joins", "{join}", "Customers' devices that joined with the PIN or resumed.");
        _refused = meter.CreateCounter<long>("remoteassist.sessions.refusals", "{attempt}", "Tickets and resume secrets that were wrong, used or expired.");
        _live = meter.CreateUpDownCounter<long>("remoteassist.sessions.live", "{session}", "Sessions in memory that have not ended.");
    }

    internal void Started() => _started.Add(1);

    internal void Ended(EndReason reason) => _ended.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    internal void Joined(string how) => _joined.Add(1, new KeyValuePair<string, object?>("how", how));

    internal void Refused(string what) => _refused.Add(1, new KeyValuePair<string, object?>("what", what));

    internal void Live(int change) => _live.Add(change);
}
