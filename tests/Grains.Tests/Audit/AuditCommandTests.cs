using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Tests.Stores;
using RemoteAssist.Silo.Commands;
using RemoteAssist.Silo.Stores;

namespace RemoteAssist.Grains.Tests.Audit;

/// <summary>The operator's check of the log.</summary>
public sealed class AuditCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_command_says_that_a_log_is_whole_while_it_is_in_use_and_names_the_row_that_is_not()
    {
        using var directory = new TemporaryDirectory();
        await using (SiloHost silo = await SiloHost.Local(directory.Path))
        {
            SessionKey key = Cluster.NewKey();
            await silo.Client.GetGrain<ITenantGrain>(key.Tenant).Create("Acme Support");
            ISessionGrain session = silo.Client.GetGrain<ISessionGrain>(key.ToString());
            await session.Start(new StartSession("anna@acme.example", "Anna"));
            await session.End(EndReason.AdminEnded);
            (int code, string output) = await Run(("Storage:Directory", directory.Path));
            Assert.Equal(AuditCommand.Whole, code);
            Assert.Matches("acme: [2-9] rows, whole", output);
        }

        await using (DbDataSource database = SqlRecords.Open(SqliteStore.Invariant, new SqliteStore(directory.Path).ConnectionString))
        await using (DbConnection connection = await database.OpenConnectionAsync(Cancel))
        await using (DbCommand edit = connection.Command("UPDATE remoteassist_audit SET actor = 'nobody' WHERE seq = 1"))
        {
            await edit.ExecuteNonQueryAsync(Cancel);
        }

        (int broken, string found) = await Run(("Storage:Directory", directory.Path), ("Tenant", "acme"));
        Assert.Equal(AuditCommand.Broken, broken);
        Assert.Contains("acme: BROKEN after 0 rows: row 1 is not as it was written", found, StringComparison.Ordinal);
        SqliteConnection.ClearAllPools();
    }

    [Theory]
    [InlineData("Tenant", "No Tenant!", "Tenant is 'No Tenant!'")]
    [InlineData("Storage:Directory", "/nowhere/at/all", "The audit log cannot be read")]
    [InlineData("Cluster:Provider", "Redis", "Cluster:Provider is 'Redis'")]
    public async Task What_cannot_be_checked_is_said_in_clear_words(string key, string value, string words)
    {
        (int code, string output) = await Run((key, value));
        Assert.Equal(AuditCommand.Failed, code);
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> Run(params (string Key, string Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        await using var output = new StringWriter();
        int code = await AuditCommand.Verify(configuration, output, output, Cancel);
        return (code, output.ToString());
    }
}
