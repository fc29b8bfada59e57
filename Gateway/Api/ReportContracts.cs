namespace RemoteAssist.Gateway.Api;

/// <summary>Some rows of the audit log.</summary>
/// <param name="Rows">The newest first.</param>
/// <param name="Next">The value of <c>before</c> that goes on; null when there are no more.</param>
public sealed record AuditLog(IReadOnlyList<AuditLogRow> Rows, long? Next);

/// <summary>A row of the audit log.</summary>
/// <param name="Number">From 1 without gaps.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who: an account, <c>customer</c>, <c>operator</c> or <c>system</c>.</param>
/// <param name="Action">What, a stable word such as <c>session.started</c>.</param>
/// <param name="Subject">On what.</param>
/// <param name="Details">What else there is to know; may be hostile text.</param>
/// <param name="Hash">SHA-256 over this row and the hash before it, 64 hex digits.</param>
public sealed record AuditLogRow(long Number, DateTimeOffset At, string Actor, string Action, string Subject, IReadOnlyDictionary<string, string> Details, string Hash);

/// <summary>Some sessions.</summary>
/// <param name="Sessions">The newest first.</param>
/// <param name="Next">The value of <c>after</c> that goes on; null when there are no more.</param>
public sealed record SessionReport(IReadOnlyList<SessionReportRow> Sessions, string? Next);

/// <summary>What a session left behind.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="Agent">The account that started it.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="EndedAt">When it ended; null while it lives.</param>
/// <param name="EndReason">Why it ended; null while it lives.</param>
/// <param name="EndedBy">The account that ended it, or null.</param>
/// <param name="Joined">Whether a customer joined.</param>
/// <param name="FirstSeen">The first moment at which somebody could see the screen.</param>
/// <param name="LastSeen">The last moment at which somebody could.</param>
/// <param name="Reconnects">How often the customer came back.</param>
/// <param name="Address">The customer's network address.</param>
/// <param name="Customer">The customer's system in its own words: hostile text.</param>
/// <param name="People">Agents and viewers.</param>
public sealed record SessionReportRow(
    string Id,
    string Agent,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? EndReason,
    string? EndedBy,
    bool Joined,
    DateTimeOffset? FirstSeen,
    DateTimeOffset? LastSeen,
    int Reconnects,
    string Address,
    SessionCustomer? Customer,
    IReadOnlyList<ReportPerson> People);

/// <summary>Somebody who was in a session.</summary>
/// <param name="Account">What tells them from others.</param>
/// <param name="Name">The name that was shown.</param>
/// <param name="Role"><c>agent</c> or <c>viewer</c>.</param>
public sealed record ReportPerson(string Account, string Name, string Role);
