namespace RemoteAssist.Grains.Audit;

/// <summary>A row of the log as it is kept.</summary>
/// <param name="Number">From 1 without gaps.</param>
/// <param name="At">Microseconds since 1970, UTC.</param>
/// <param name="Id">The entry's id.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What.</param>
/// <param name="Subject">On what.</param>
/// <param name="Detail">A JSON object, byte for byte what the hash covers.</param>
/// <param name="Hash">32 bytes.</param>
public sealed record StoredAuditRow(long Number, long At, string Id, string Actor, string Action, string Subject, string Detail, byte[] Hash);

/// <summary>The last row of a chain.</summary>
/// <param name="Number">Its number; 0 for a chain without rows.</param>
/// <param name="Hash">Its hash.</param>
public sealed record AuditHead(long Number, byte[] Hash);

/// <summary>Where the rows of all tenants' logs are.</summary>
public interface IAuditStore
{
    /// <summary>The last row of a tenant's chain as it was noted when it was written; null when there is none.</summary>
    Task<AuditHead?> Head(string tenant, CancellationToken cancellation);

    /// <summary>Those of the ids that the log has.</summary>
    Task<IReadOnlySet<string>> Known(string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>Writes rows and notes the last of them, all or nothing.</summary>
    /// <returns>False when the chain does not end where the first row begins: somebody else has written.</returns>
    Task<bool> Append(string tenant, IReadOnlyList<StoredAuditRow> rows, CancellationToken cancellation);

    /// <summary>Rows in the order of their numbers.</summary>
    /// <param name="tenant">The tenant's id.</param>
    /// <param name="after">Only those with a greater number.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<StoredAuditRow>> Read(string tenant, long after, int most, CancellationToken cancellation);

    /// <summary>Rows, the newest first.</summary>
    /// <param name="tenant">The tenant's id.</param>
    /// <param name="before">Only those with a smaller number.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<StoredAuditRow>> ReadBack(string tenant, long before, int most, CancellationToken cancellation);

    /// <summary>Removes all rows of a tenant that was deleted.</summary>
    Task Purge(string tenant, CancellationToken cancellation);

    /// <summary>The tenants that have rows or heads.</summary>
    Task<IReadOnlyList<string>> Tenants(CancellationToken cancellation);
}
