using System.Collections.Immutable;

namespace RemoteAssist.Grains.Interfaces.Audit;

/// <summary>
/// One tenant's log of who did what, keyed by the tenant's id: append-only, each row's hash covering the one before it. Rows are in SQL.
/// </summary>
[Alias("audit/1")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Appends entries in their order. Those whose id is in the log already are passed over, so that a call may be made again.</summary>
    [Alias("append")]
    Task Append(ImmutableArray<AuditEntry> entries, CancellationToken cancellation = default);

    /// <summary>The newest rows first.</summary>
    /// <param name="before">Only rows with a smaller number; null for the newest.</param>
    /// <param name="most">At most so many, 1 to <see cref="AuditPage.Most"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    [Alias("read")]
    Task<AuditPage> Read(long? before, int most, CancellationToken cancellation = default);
}

/// <summary>Something that somebody did.</summary>
/// <param name="Id">Tells it from all others of the tenant, at most 100 characters.</param>
/// <param name="At">When, to the microsecond.</param>
/// <param name="Actor">Who: an account's e-mail address, <c>customer</c>, <c>viewer:…</c>, <c>key:…</c>, <c>operator</c> or <c>system</c>.</param>
/// <param name="Action">What, a stable word such as <c>session.started</c>.</param>
/// <param name="Subject">On what: a session's id, an account, a setting.</param>
/// <param name="Details">What else there is to know; never a secret.</param>
[GenerateSerializer, Immutable, Alias("audit-entry/1")]
public sealed record AuditEntry(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Actor,
    [property: Id(3)] string Action,
    [property: Id(4)] string Subject,
    [property: Id(5)] ImmutableArray<AuditDetail> Details);

/// <summary>A detail of an entry.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; may be hostile text.</param>
[GenerateSerializer, Immutable, Alias("audit-detail/1")]
public readonly record struct AuditDetail([property: Id(0)] string Name, [property: Id(1)] string Value);

/// <summary>A row of the log.</summary>
/// <param name="Number">From 1 without gaps.</param>
/// <param name="Entry">What was appended.</param>
/// <param name="Hash">SHA-256 over this row and the hash before it, 64 hex digits.</param>
[GenerateSerializer, Immutable, Alias("audit-row/1")]
public sealed record AuditRow([property: Id(0)] long Number, [property: Id(1)] AuditEntry Entry, [property: Id(2)] string Hash);

/// <summary>Some rows.</summary>
/// <param name="Rows">The newest first.</param>
/// <param name="More">Whether there are older ones.</param>
[GenerateSerializer, Immutable, Alias("audit-page/1")]
public sealed record AuditPage([property: Id(0)] ImmutableArray<AuditRow> Rows, [property: Id(1)] bool More)
{
    /// <summary>The most rows of a page.</summary>
    public const int Most = 500;
}
