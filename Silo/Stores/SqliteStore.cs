using Microsoft.Data.Sqlite;

namespace RemoteAssist.Silo.Stores;

/// <summary>One SQLite file, for one process. Its schema's version is the file's <c>user_version</c>.</summary>
internal sealed class SqliteStore(string directory) : IStore
{
    /// <summary>The ADO.NET invariant under which Orleans knows SQLite; it loads Microsoft.Data.Sqlite for it.</summary>
    internal const string Invariant = "System.Data.SQLite";

    private const string FileName = "remoteassist.db";

    /// <summary>How long a write waits for another one, in seconds.</summary>
    private const int BusyTimeout = 10;

    internal string File { get; } = Path.Join(directory, FileName);

    internal string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = File,
        Mode = SqliteOpenMode.ReadWrite,
        DefaultTimeout = BusyTimeout,
    }.ConnectionString;

    public async Task Prepare(CancellationToken cancellation)
    {
        CreateFile();
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellation);

        // Readers and the writer do not block each other; it stays so in the file.
        await Execute(connection, "PRAGMA journal_mode = WAL", cancellation);
        await using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        long version = await Version(connection, transaction, cancellation);
        foreach (Migration migration in Migration.Of("Sqlite").Where(migration => migration.Number > version))
        {
            await Execute(connection, migration.Sql, cancellation, transaction);
            await Execute(connection, $"PRAGMA user_version = {migration.Number}", cancellation, transaction);
        }

        await transaction.CommitAsync(cancellation);
    }

    public async Task Check(CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellation);
        await Execute(connection, "SELECT 1 FROM OrleansQuery LIMIT 1", cancellation);
    }

    /// <summary>The file holds password hashes and running sessions: nobody but the owner may read it. SQLite gives its other files the same mode.</summary>
    private void CreateFile()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            using FileStream windows = new(File, FileMode.OpenOrCreate);
            return;
        }

        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using FileStream created = new(File, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    private static async Task<long> Version(SqliteConnection connection, SqliteTransaction transaction, CancellationToken cancellation)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "PRAGMA user_version";
        return (long)(await command.ExecuteScalarAsync(cancellation) ?? 0L);
    }

    private static async Task Execute(SqliteConnection connection, string sql, CancellationToken cancellation, SqliteTransaction? transaction = null)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
