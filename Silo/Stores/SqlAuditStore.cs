using System.Data.Common;
using System.Globalization;
using RemoteAssist.Grains.Audit;

namespace RemoteAssist.Silo.Stores;

/// <summary>The audit log's rows in SQLite or PostgreSQL: the statements are the same in both.</summary>
internal sealed class SqlAuditStore(DbDataSource database) : IAuditStore
{
    private const string Columns = "seq, at, id, actor, action, subject, detail, hash";

    public async Task<AuditHead?> Head(string tenant, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenConnectionAsync(cancellation);
        await using DbCommand command = connection.Command("SELECT seq, hash FROM remoteassist_audit_heads WHERE tenant = @tenant", ("@tenant", tenant));
        return (await command.Rows(row => new AuditHead(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), cancellation)).FirstOrDefault();
    }

    public async Task<IReadOnlySet<string>> Known(string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenConnectionAsync(cancellation);
        HashSet<string> known = [];
        foreach (string[] some in ids.Chunk(100))
        {
            string names = string.Join(", ", some.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"@id{index}")));
            await using DbCommand command = connection.Command(
                $"SELECT id FROM remoteassist_audit WHERE tenant = @tenant AND id IN ({names})",
                [("@tenant", tenant), .. some.Select((id, index) => (string.Create(CultureInfo.InvariantCulture, $"@id{index}"), (object?)id))]);
            known.UnionWith(await command.Rows(row => row.GetString(0), cancellation));
        }

        return known;
    }

    public async Task<bool> Append(string tenant, IReadOnlyList<StoredAuditRow> rows, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenConnectionAsync(cancellation);
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellation);

        // The head is moved first: of two who write at once one waits here, and then finds that it moved.
        if (!await MoveHead(connection, transaction, tenant, rows[0].Number - 1, rows[^1], cancellation)) return false;
        foreach (StoredAuditRow row in rows)
        {
            await using DbCommand insert = connection.Command(
                $"INSERT INTO remoteassist_audit (tenant, {Columns}) VALUES (@tenant, @seq, @at, @id, @actor, @action, @subject, @detail, @hash)",
                ("@tenant", tenant), ("@seq", row.Number), ("@at", row.At), ("@id", row.Id), ("@actor", row.Actor), ("@action", row.Action), ("@subject", row.Subject), ("@detail", row.Detail), ("@hash", row.Hash));
            insert.Transaction = transaction;
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return true;
    }

    public async Task<IReadOnlyList<StoredAuditRow>> Read(string tenant, long after, int most, CancellationToken cancellation) =>
        await Select("seq > @from ORDER BY seq", tenant, after, most, cancellation);

    public async Task<IReadOnlyList<StoredAuditRow>> ReadBack(string tenant, long before, int most, CancellationToken cancellation) =>
        await Select("seq < @from ORDER BY seq DESC", tenant, before, most, cancellation);

    public async Task Purge(string tenant, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenConnectionAsync(cancellation);
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        foreach (string table in (string[])["remoteassist_audit_heads", "remoteassist_audit"])
        {
            await using DbCommand command = connection.Command($"DELETE FROM {table} WHERE tenant = @tenant", ("@tenant", tenant));
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    public async Task<IReadOnlyList<string>> Tenants(CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenConnectionAsync(cancellation);
        await using DbCommand command = connection.Command("SELECT tenant FROM remoteassist_audit_heads UNION SELECT tenant FROM remoteassist_audit ORDER BY 1");
        return await command.Rows(row => row.GetString(0), cancellation);
    }

    private async Task<List<StoredAuditRow>> Select(string where, string tenant, long from, int most, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenConnectionAsync(cancellation);
        await using DbCommand command = connection.Command(
            $"SELECT {Columns} FROM remoteassist_audit WHERE tenant = @tenant AND {where} LIMIT @most", ("@tenant", tenant), ("@from", from), ("@most", (long)most));
        return await command.Rows(
            row => new StoredAuditRow(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetFieldValue<byte[]>(7)),
            cancellation);
    }

    private static async Task<bool> MoveHead(DbConnection connection, DbTransaction transaction, string tenant, long from, StoredAuditRow to, CancellationToken cancellation)
    {
        string sql = from == 0
            ? "INSERT INTO remoteassist_audit_heads (tenant, seq, hash) VALUES (@tenant, @seq, @hash) ON CONFLICT (tenant) DO NOTHING"
            : "UPDATE remoteassist_audit_heads SET seq = @seq, hash = @hash WHERE tenant = @tenant AND seq = @from";
        await using DbCommand command = connection.Command(sql, ("@tenant", tenant), ("@seq", to.Number), ("@hash", to.Hash));
        if (from > 0)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@from", from);
            command.Parameters.Add(parameter);
        }

        command.Transaction = transaction;
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }
}
