using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using RemoteAssist.Grains.Records;

namespace RemoteAssist.Silo.Stores;

/// <summary>The sessions' rows in SQLite or PostgreSQL: the statements are the same in both.</summary>
internal sealed class SqlSessionRecords(DbDataSource database) : ISessionRecordStore
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public async Task Write(string tenant, string session, SessionRecord record, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenConnectionAsync(cancellation);
        await using DbCommand command = connection.Command(
            """
            INSERT INTO remoteassist_sessions (tenant, session, started_at, ended_at, joined, agent, record)
            VALUES (@tenant, @session, @started, @ended, @joined, @agent, @record)
            ON CONFLICT (tenant, session) DO UPDATE SET ended_at = excluded.ended_at, joined = excluded.joined, record = excluded.record
            """,
            ("@tenant", tenant), ("@session", session), ("@started", Micros(record.StartedAt)), ("@joined", record.Joined ? 1L : 0L), ("@agent", record.Agent), ("@record", Json(record)));
        DbParameter ended = command.CreateParameter();
        (ended.ParameterName, ended.DbType, ended.Value) = ("@ended", System.Data.DbType.Int64, record.EndedAt is { } at ? Micros(at) : DBNull.Value);
        command.Parameters.Add(ended);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task Remove(string tenant, string session, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenConnectionAsync(cancellation);
        await using DbCommand command = connection.Command("DELETE FROM remoteassist_sessions WHERE tenant = @tenant AND session = @session", ("@tenant", tenant), ("@session", session));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task Purge(string tenant, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenConnectionAsync(cancellation);
        await using DbCommand command = connection.Command("DELETE FROM remoteassist_sessions WHERE tenant = @tenant", ("@tenant", tenant));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<IReadOnlyList<string>> Live(string tenant, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenConnectionAsync(cancellation);
        await using DbCommand command = connection.Command("SELECT session FROM remoteassist_sessions WHERE tenant = @tenant AND ended_at IS NULL ORDER BY session", ("@tenant", tenant));
        return await command.Rows(row => row.GetString(0), cancellation);
    }

    public async Task<IReadOnlyList<StoredSessionRecord>> Read(RecordQuery query, CancellationToken cancellation)
    {
        List<string> where = ["tenant = @tenant"];
        List<(string, object?)> parameters = [("@tenant", query.Tenant), ("@most", (long)query.Most)];
        if (query.From is { } from) Add("started_at >= @from", ("@from", Micros(from)));
        if (query.Until is { } until) Add("started_at < @until", ("@until", Micros(until)));
        if (query.Before is var (started, session)) Add("(started_at < @started OR (started_at = @started AND session < @session))", ("@started", Micros(started)), ("@session", session));
        if (query.JoinedOnly) where.Add("joined = 1");
        if (query.LiveOnly) where.Add("ended_at IS NULL");
        await using DbConnection connection = await database.OpenConnectionAsync(cancellation);
        await using DbCommand command = connection.Command(
            $"SELECT session, record FROM remoteassist_sessions WHERE {string.Join(" AND ", where)} ORDER BY started_at DESC, session DESC LIMIT @most", [.. parameters]);
        return await command.Rows(row => new StoredSessionRecord(row.GetString(0), Record(row.GetString(1))), cancellation);

        void Add(string condition, params (string, object?)[] values)
        {
            where.Add(condition);
            parameters.AddRange(values);
        }
    }

    private static long Micros(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    // Written escaped, so that a NUL of hostile text is no NUL in the column, which PostgreSQL would refuse.
    private static string Json(SessionRecord record) => JsonSerializer.Serialize(record, Options).Replace("\\u0000", "\\uFFFD", StringComparison.Ordinal);

    private static SessionRecord Record(string json) => JsonSerializer.Deserialize<SessionRecord>(json, Options) ?? new SessionRecord();
}
