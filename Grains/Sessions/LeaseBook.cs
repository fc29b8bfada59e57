using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Sessions;

/// <summary>
/// How long each connection counts as present. In memory only: after a restart all of them start anew, so that a restart throws nobody out.
/// </summary>
internal sealed class LeaseBook
{
    private readonly Dictionary<Guid, DateTimeOffset> _until = [];

    /// <summary>When the first of them runs out; null when there is none.</summary>
    internal DateTimeOffset? FirstEnd => _until.Count == 0 ? null : _until.Values.Min();

    /// <summary>Makes the book hold exactly the session's connections; those it did not know get a fresh lease.</summary>
    internal void Follow(SessionState state, DateTimeOffset now)
    {
        foreach (Guid gone in _until.Keys.Except(state.Connections.Select(connection => connection.Id)).ToArray()) _until.Remove(gone);
        foreach (Connection connection in state.Connections) _until.TryAdd(connection.Id, now + Leases.Lifetime);
    }

    /// <summary>Renews a lease. One that ran out but was not noticed yet is alive again: its gateway was only late.</summary>
    /// <returns>False when the session has no such connection.</returns>
    internal bool Renew(Guid connection, DateTimeOffset now)
    {
        if (!_until.ContainsKey(connection)) return false;
        _until[connection] = now + Leases.Lifetime;
        return true;
    }

    /// <summary>The connections whose leases have run out.</summary>
    internal Guid[] Lapsed(DateTimeOffset now) => [.. from lease in _until where lease.Value <= now select lease.Key];
}
