using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteAssist.Grains.Audit;
using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Tests.Stores;
using RemoteAssist.Silo.Stores;

namespace RemoteAssist.Grains.Tests.Audit;

/// <summary>What was done to a log is found (must-survive, row 19), on both databases.</summary>
public sealed class AuditChainTests(PostgreSqlServer server) : IAsyncDisposable
{
    private const string Tenant = "acme";
    private const int Rows = 7;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();
    private DbDataSource? _database;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("SELECT 1", null)]
    [InlineData("UPDATE remoteassist_audit SET actor = 'somebody@else.example' WHERE seq = 3", "row 3 is not as it was written")]
    [InlineData("UPDATE remoteassist_audit SET at = at + 1 WHERE seq = 1", "row 1 is not as it was written")]
    [InlineData("UPDATE remoteassist_audit SET detail = '{}' WHERE seq = 7", "row 7 is not as it was written")]
    [InlineData("UPDATE remoteassist_audit SET tenant = 'globex' WHERE seq = 7", "row 7 is missing")]
    [InlineData("DELETE FROM remoteassist_audit WHERE seq = 4", "row 4 is missing")]
    [InlineData("DELETE FROM remoteassist_audit WHERE seq <= 2", "rows 1 to 2 are missing")]
    [InlineData("DELETE FROM remoteassist_audit WHERE seq >= 6", "rows 6 to 7 are missing")]
    [InlineData("DELETE FROM remoteassist_audit", "rows 1 to 7 are missing")]
    [InlineData("DELETE FROM remoteassist_audit_heads", "the note of the last row is missing")]
    [InlineData("DELETE FROM remoteassist_audit WHERE seq = 7; UPDATE remoteassist_audit_heads SET seq = 6", "row 6 is not the one that was noted as the last")]
    [InlineData("UPDATE remoteassist_audit SET seq = 100 WHERE seq = 2; UPDATE remoteassist_audit SET seq = 2 WHERE seq = 3; UPDATE remoteassist_audit SET seq = 3 WHERE seq = 100", "row 2 is not as it was written")]
    [InlineData("DELETE FROM remoteassist_audit WHERE seq = 4; UPDATE remoteassist_audit SET seq = 4 WHERE seq = 5; UPDATE remoteassist_audit SET seq = 5 WHERE seq = 6; UPDATE remoteassist_audit SET seq = 6 WHERE seq = 7", "row 4 is not as it was written")]
    public async Task A_row_that_was_edited_deleted_or_reordered_is_named(string tampering, string? problem)
    {
        foreach (bool postgreSql in (bool[])[false, true])
        {
            IAuditStore store = await NewStore(postgreSql);
            await Fill(store, Tenant, Rows);
            await Fill(store, "other", 2);
            await using (DbConnection connection = await _database!.OpenConnectionAsync(Cancel))
            {
                await using DbCommand command = connection.CreateCommand();
                command.CommandText = tampering.Replace("WHERE", "WHERE tenant = 'acme' AND", StringComparison.Ordinal);
                await command.ExecuteNonQueryAsync(Cancel);
            }

            AuditVerdict verdict = await AuditVerification.Verify(store, Tenant, Cancel);
            if (problem is null) Assert.Equal((Rows, null), (verdict.Rows, verdict.Problem));
            else Assert.StartsWith(problem, verdict.Problem, StringComparison.Ordinal);
            if (problem is null) Assert.Equal((2, null), await Verdict(store, "other"));
        }
    }

    [Fact]
    public async Task Of_two_who_append_at_once_one_comes_after_the_other()
    {
        foreach (bool postgreSql in (bool[])[false, true])
        {
            IAuditStore store = await NewStore(postgreSql);
            await Fill(store, Tenant, 1);
            AuditHead head = (await store.Head(Tenant, Cancel))!;
            StoredAuditRow[] rows = [.. Enumerable.Range(0, 2).Select(i => AuditChain.Link(Tenant, head, Entry($"rival{i}")))];
            bool[] written = await Task.WhenAll(rows.Select(row => Task.Run(() => store.Append(Tenant, [row], Cancel))));
            Assert.Single(written, done => done);
            Assert.Equal((2, null), await Verdict(store, Tenant));
        }
    }

    [Fact]
    public async Task Text_that_a_column_cannot_hold_is_made_safe_and_still_verified()
    {
        foreach (bool postgreSql in (bool[])[false, true])
        {
            IAuditStore store = await NewStore(postgreSql);
            var hostile = new AuditEntry("id", Start, "a\0b", "x\ud800y", new string('s', 5000), [new AuditDetail("name", "</script>\0\ud800" + new string('v', 9000))]);
            Assert.True(await store.Append(Tenant, [AuditChain.Link(Tenant, new AuditHead(0, AuditChain.Root), hostile)], Cancel));
            Assert.Equal((1, null), await Verdict(store, Tenant));
        }
    }

    private async Task<IAuditStore> NewStore(bool postgreSql)
    {
        if (_database is not null) await _database.DisposeAsync();
        if (postgreSql)
        {
            string connectionString = await server.NewDatabase();
            await new PostgreSqlStore(connectionString, TimeProvider.System, NullLogger<PostgreSqlStore>.Instance).Prepare(Cancel);
            _database = SqlRecords.Open(PostgreSqlStore.Invariant, connectionString);
        }
        else
        {
            var store = new SqliteStore(Path.Join(_directory.Path, Guid.NewGuid().ToString("N")));
            await store.Prepare(Cancel);
            _database = SqlRecords.Open(SqliteStore.Invariant, store.ConnectionString);
        }

        return new SqlAuditStore(_database);
    }

    private static async Task Fill(IAuditStore store, string tenant, int rows)
    {
        AuditHead head = new(0, AuditChain.Root);
        for (int i = 1; i <= rows; i++)
        {
            StoredAuditRow row = AuditChain.Link(tenant, head, Entry($"entry{i}"));
            Assert.True(await store.Append(tenant, [row], Cancel));
            head = new AuditHead(row.Number, row.Hash);
        }
    }

    private static async Task<(long, string?)> Verdict(IAuditStore store, string tenant)
    {
        AuditVerdict verdict = await AuditVerification.Verify(store, tenant, Cancel);
        return (verdict.Rows, verdict.Problem);
    }

    private static AuditEntry Entry(string id) => new(id, Start, "anna@acme.example", "session.started", "S1", [new AuditDetail("of", id)]);
}
