using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using RemoteAssist.Grains.Audit;
using RemoteAssist.Grains.Records;

namespace RemoteAssist.Silo.Stores;

/// <summary>What is kept in tables of its own, so that reports can ask questions.</summary>
internal static class SqlRecords
{
    internal static void AddSqlRecords(this IServiceCollection services, string invariant, string connectionString)
    {
        // Made by the container, so that it closes its connections.
        services.AddKeyedSingleton(typeof(SqlRecords), (_, _) => Open(invariant, connectionString));
        services.AddSingleton<IAuditStore>(provider => new SqlAuditStore(provider.GetRequiredKeyedService<DbDataSource>(typeof(SqlRecords))));
        services.AddSingleton<ISessionRecordStore>(provider => new SqlSessionRecords(provider.GetRequiredKeyedService<DbDataSource>(typeof(SqlRecords))));
    }

    internal static DbDataSource Open(string invariant, string connectionString) =>
        invariant == PostgreSqlStore.Invariant ? NpgsqlDataSource.Create(connectionString) : SqliteFactory.Instance.CreateDataSource(connectionString);
}
