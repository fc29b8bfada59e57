using System.Globalization;
using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Records;

namespace RemoteAssist.Grains.Sessions;

/// <summary>
/// What a change of the session means for its history. Entries follow from the difference between two states, so that no rule can forget
/// to write one, and are saved with the state in one write: what was acknowledged is never lost. Pure.
/// </summary>
internal static class SessionHistory
{
    private const string Customer = "customer", Nobody = "system";

    /// <summary>The new state with its new entries, and with when the screen could first and last be seen.</summary>
    internal static SessionState Noted(this SessionState next, SessionState last, DateTimeOffset now)
    {
        if (ReferenceEquals(next, last)) return next;
        next = next.Watched(last, now);
        if (last.HostSeen && next.HostConnection is { } host && host != last.HostConnection) next = next with { Reconnects = next.Reconnects + 1 };
        List<AuditEntry> entries = [];
        long number = next.Noted;
        foreach ((string actor, string action, AuditDetail[] details) in Happenings(last, next))
            entries.Add(new AuditEntry($"{next.Key.Session}/{++number}", now, actor, action, next.Key.Session, [.. details]));
        return entries.Count == 0 ? next : next with { Noted = number, Outbox = next.Outbox.AddRange(entries) };
    }

    /// <summary>Without the entries that have been written to the log.</summary>
    internal static SessionState Posted(this SessionState state, IReadOnlySet<string> written) =>
        written.Count > 0 && state.Outbox.Any(entry => written.Contains(entry.Id)) ? state with { Outbox = state.Outbox.RemoveAll(entry => written.Contains(entry.Id)) } : state;

    /// <summary>The session's row.</summary>
    internal static SessionRecord Record(this SessionState state) => new()
    {
        StartedAt = state.StartedAt,
        EndedAt = state.EndedAt,
        EndReason = state.EndReason,
        EndedBy = state.EndedBy,
        Agent = state.StartedBy,
        Joined = state.HostSeen,
        Reconnects = state.Reconnects,
        FirstSeen = state.FirstSeen,
        LastSeen = state.LastSeen,
        Address = state.Address,
        System = state.LastSystem,
        People = [.. from member in state.Members orderby member.Number select new RecordedPerson(member.Account, member.Name, member.Role)],
    };

    private static SessionState Watched(this SessionState next, SessionState last, DateTimeOffset now)
    {
        bool before = IsSeen(last), after = IsSeen(next);
        if (after && next.FirstSeen is null) next = next with { FirstSeen = now };
        if (before && !after) next = next with { LastSeen = now };
        return next.System is { } system && system != next.LastSystem ? next with { LastSystem = system } : next;
    }

    private static bool IsSeen(SessionState state) =>
        state.HostConnection is not null && state.Rights.HasFlag(SessionRights.See) && state.Connections.Any(connection => connection.Participant != 0);

    private static IEnumerable<(string Actor, string Action, AuditDetail[] Details)> Happenings(SessionState last, SessionState next)
    {
        if (!last.Exists) yield return (next.StartedBy, "session.started", []);
        foreach (Member member in next.Members)
        {
            Member? known = last.Members.FirstOrDefault(other => other.Number == member.Number);
            if (last.Exists && known is null or { Left: true } && !member.Left) yield return (member.Account, "session.entered", [Role(member.Role)]);
            if (known is { Left: false } && member.Left) yield return (member.Account, "session.left", []);
            if (known is not null && known.Role != member.Role) yield return (member.Account, "session.role-changed", [Role(member.Role)]);
        }

        foreach (Knock knock in next.Knocks.Where(knock => last.Knocks.All(other => other.Code != knock.Code)))
            yield return (Customer, "device.knocked", [new("address", knock.Address)]);
        foreach (Knock knock in last.Knocks.Where(knock => next.Knocks.All(other => other.Code != knock.Code)))
        {
            bool admitted = !next.Ended && next.ResumeHash is not null && Secret.Same(next.ResumeHash, knock.Hash);
            yield return (admitted || next.DecidedBy.Length > 0 ? Or(next.DecidedBy, Nobody) : Nobody, admitted ? "device.admitted" : "device.not-admitted", [new("address", knock.Address)]);
        }

        if (!next.Ended && next.ResumeHash is not null && !Secret.Same(last.ResumeHash, next.ResumeHash))
            yield return (Customer, last.ResumeHash is null ? "device.joined" : "device.took-over", [new("address", next.Address)]);
        if (next.System is { } system && last.System is null) yield return (Customer, "device.system", [new("os", system.Os), new("version", system.OsVersion), new("client", system.Client)]);
        if (!next.Ended && last.Granted != next.Granted) yield return (Customer, "consent.changed", [new("before", Words(last.Granted)), new("after", Words(next.Granted))]);
        if (!next.Ended && last.Exists && last.Allowed != next.Allowed) yield return (Nobody, "features.changed", [new("before", Words(last.Allowed)), new("after", Words(next.Allowed))]);
        if (last.HostConnection is null && next.HostConnection is not null) yield return (Customer, "device.connected", []);
        if (last.HostConnection is not null && next.HostConnection is null) yield return (Customer, "device.disconnected", []);
        if (!last.Ended && next.Ended) yield return (Or(next.EndedBy, Nobody), "session.ended", [new("reason", next.EndReason.ToString()), new("seconds", Seconds(next))]);
    }

    private static AuditDetail Role(ParticipantRole role) => new("role", role.ToString());

    private static string Words(SessionRights rights) => rights == SessionRights.None ? "none" : rights.ToString();

    private static string Seconds(SessionState state) => ((state.EndedAt ?? state.StartedAt) - state.StartedAt).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    private static string Or(string text, string other) => text.Length > 0 ? text : other;
}
