using Npgsql;

namespace RemoteAssist.Silo.Stores;

/// <summary>A PostgreSQL database, for any number of silos. The applied steps of its schema are rows of <c>remoteassist_schema</c>.</summary>
internal sealed partial class PostgreSqlStore(string connectionString, TimeProvider time, ILogger<PostgreSqlStore> logger) : IStore
{
    /// <summary>The ADO.NET invariant under which Orleans knows PostgreSQL.</summary>
    internal const string Invariant = "Npgsql";

    /// <summary>The advisory lock under which the schema is changed; any number that nothing else in the database takes.</summary>
    private const long Lock = 0x5241_5343_4845_4D41;

    /// <summary>How long a database that cannot be reached is waited for: it may be starting as well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public async Task Prepare(CancellationToken cancellation)
    {
        DateTimeOffset until = time.GetUtcNow() + Patience;
        for (TimeSpan pause = TimeSpan.FromMilliseconds(250); ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await Migrate(cancellation);
                return;
            }
            catch (NpgsqlException exception) when (exception.IsTransient && time.GetUtcNow() < until)
            {
                LogWaiting(exception.Message, pause);
                await Task.Delay(pause, time, cancellation);
            }
        }
    }

    public async Task Check(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await Execute(connection, "SELECT 1 FROM OrleansQuery LIMIT 1", cancellation);
    }

    private async Task Migrate(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);

        // The others wait here until this one is through, and then find nothing left to do.
        await Execute(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellation);
        await Execute(connection, "CREATE TABLE IF NOT EXISTS remoteassist_schema (number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())", cancellation);
        int version = await Version(connection, cancellation);
        foreach (Migration migration in Migration.Of("PostgreSql").Where(migration => migration.Number > version))
        {
            await Execute(connection, migration.Sql, cancellation);
            await using var note = new NpgsqlCommand("INSERT INTO remoteassist_schema (number, name) VALUES ($1, $2)", connection);
            note.Parameters.Add(new NpgsqlParameter<int> { TypedValue = migration.Number });
            note.Parameters.Add(new NpgsqlParameter<string> { TypedValue = migration.Name });
            await note.ExecuteNonQueryAsync(cancellation);
            LogApplied(migration.Number, migration.Name);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task<int> Version(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(number), 0) FROM remoteassist_schema", connection);
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(EventId = SiloEvents.DatabaseAwaited, Level = LogLevel.Warning, Message = "The database cannot be reached ({Cause}); trying again in {Pause}.")]
    private partial void LogWaiting(string cause, TimeSpan pause);

    [LoggerMessage(EventId = SiloEvents.SchemaApplied, Level = LogLevel.Information, Message = "Applied step {Number} of the database's schema, {Name}.")]
    private partial void LogApplied(int number, string name);
}
