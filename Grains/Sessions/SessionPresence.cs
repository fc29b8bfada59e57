using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Sessions;

/// <summary>Who is there, who has gone. Pure.</summary>
internal static class SessionPresence
{
    /// <summary>Sockets closed, or their leases ran out.</summary>
    internal static SessionState Drop(this SessionState state, IReadOnlyCollection<Guid> connections, DateTimeOffset now) =>
        state.Connections.Any(connection => connections.Contains(connection.Id))
            ? (state with { Connections = state.Connections.RemoveAll(connection => connections.Contains(connection.Id)) }).WatchAgents(now)
            : state;

    /// <summary>Somebody leaves for good: tickets and sockets are dead; entering again brings them back under the same number.</summary>
    internal static SessionState Leave(this SessionState state, int participant, DateTimeOffset now)
    {
        Member? member = state.Members.FirstOrDefault(member => member.Number == participant);
        if (state.Ended || member is null or { Left: true }) return state;
        state = state with
        {
            Members = state.Members.Replace(member, member with { Left = true }),
            Connections = state.Connections.RemoveAll(connection => connection.Participant == participant),
            Tickets = state.Tickets.RemoveAll(ticket => ticket.Participant == participant),
            // Who says goodbye was there, even if no socket of theirs ever opened.
            AgentSeen = state.AgentSeen || member.Role == ParticipantRole.Agent,
            ActiveAt = now,
        };
        return state.WatchAgents(now);
    }

    /// <summary>The session is over: all its secrets are gone from the state.</summary>
    internal static SessionState End(this SessionState state, EndReason reason, DateTimeOffset now, string by = "") =>
        !state.Exists || state.Ended ? state : state with
        {
            EndReason = reason,
            EndedBy = by.Length <= SessionCaps.Account ? by : by[..SessionCaps.Account],
            EndedAt = now,
            Pin = "",
            ResumeHash = null,
            Tickets = [],
            Knocks = [],
            IdleEndsAt = null,
            Connections = [],
            Granted = SessionRights.None,
            Rights = SessionRights.None,
            Layout = null,
            AgentsAwaySince = null,
        };

    /// <summary>Notes when the last agent has gone, and when one is back. Nobody has gone before somebody was there.</summary>
    internal static SessionState WatchAgents(this SessionState state, DateTimeOffset now)
    {
        bool present = state.IsAgentPresent;
        bool seen = state.AgentSeen || present;
        DateTimeOffset? since = present || !seen ? null : state.AgentsAwaySince ?? now;
        return since == state.AgentsAwaySince && seen == state.AgentSeen ? state : state with { AgentSeen = seen, AgentsAwaySince = since };
    }
}
