namespace RemoteAssist.Grains.Records;

/// <summary>Where what sessions leave behind is kept, one row a session from its start on.</summary>
public interface ISessionRecordStore
{
    /// <summary>Writes a session's row, or writes it anew.</summary>
    Task Write(string tenant, string session, SessionRecord record, CancellationToken cancellation);

    /// <summary>Removes the row of a session that never came to be.</summary>
    Task Remove(string tenant, string session, CancellationToken cancellation);

    /// <summary>Removes all rows of a tenant.</summary>
    Task Purge(string tenant, CancellationToken cancellation);

    /// <summary>The ids of a tenant's sessions that have not ended.</summary>
    Task<IReadOnlyList<string>> Live(string tenant, CancellationToken cancellation);

    /// <summary>Rows, the newest first.</summary>
    Task<IReadOnlyList<StoredSessionRecord>> Read(RecordQuery query, CancellationToken cancellation);
}

/// <summary>Which rows are wanted.</summary>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="From">Only sessions that started at or after this; null: all.</param>
/// <param name="Until">Only sessions that started before this; null: all.</param>
/// <param name="Before">Only sessions older than this one, whose start and id come from an earlier answer; null: from the newest.</param>
/// <param name="JoinedOnly">Only sessions that a customer joined.</param>
/// <param name="LiveOnly">Only sessions that have not ended.</param>
/// <param name="Most">At most so many.</param>
public sealed record RecordQuery(
    string Tenant,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    (DateTimeOffset StartedAt, string Session)? Before = null,
    bool JoinedOnly = false,
    bool LiveOnly = false,
    int Most = 100);

/// <summary>A row.</summary>
/// <param name="Session">The session's id.</param>
/// <param name="Record">What it left behind.</param>
public sealed record StoredSessionRecord(string Session, SessionRecord Record);
