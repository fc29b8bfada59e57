using System.Data.Common;
using Microsoft.Extensions.Options;
using RemoteAssist.Grains.Audit;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Silo.Configuration;
using RemoteAssist.Silo.Stores;

namespace RemoteAssist.Silo.Commands;

/// <summary>
/// <c>audit verify [Tenant=NAME]</c>: checks the chains of the store that the sections <c>Cluster</c> and <c>Storage</c> name, while it is
/// in use or not. Changes nothing.
/// </summary>
internal static class AuditCommand
{
    /// <summary>All chains are whole.</summary>
    internal const int Whole = 0;

    /// <summary>At least one is not.</summary>
    internal const int Broken = 1;

    /// <summary>A setting or an argument is wrong, or the store cannot be read.</summary>
    internal const int Failed = 2;

    /// <summary>Runs the command.</summary>
    /// <param name="configuration">The settings; <c>Tenant</c> limits it to one.</param>
    /// <param name="output">For what is found, one line a tenant.</param>
    /// <param name="errors">For what goes wrong.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<int> Verify(IConfiguration configuration, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            string? only = configuration["Tenant"];
            if (only is not null && !SessionKey.IsTenant(only))
            {
                await errors.WriteLineAsync($"Tenant is '{only}'; it must be 1 to {SessionKey.LongestTenant} of a-z, 0-9 and -.");
                return Failed;
            }

            await using DbDataSource database = Open(configuration);
            var store = new SqlAuditStore(database);
            int code = Whole;
            foreach (string tenant in only is null ? await store.Tenants(cancellation) : [only])
            {
                AuditVerdict verdict = await AuditVerification.Verify(store, tenant, cancellation);
                if (verdict.Problem is not null) code = Broken;
                await output.WriteLineAsync(verdict.Problem is null ? $"{tenant}: {verdict.Rows} rows, whole." : $"{tenant}: BROKEN after {verdict.Rows} rows: {verdict.Problem}");
            }

            await output.WriteLineAsync(code == Whole ? "The audit log is whole." : "The audit log is not as it was written.");
            return code;
        }
        catch (OptionsValidationException wrong)
        {
            foreach (string failure in wrong.Failures) await errors.WriteLineAsync(failure);
            return Failed;
        }
        catch (DbException unreadable)
        {
            await errors.WriteLineAsync($"The audit log cannot be read: {unreadable.Message}");
            return Failed;
        }
    }

    private static DbDataSource Open(IConfiguration configuration)
    {
        ClusterSettings cluster = ClusterSettings.Read(configuration);
        return cluster.Provider == ClusterProvider.PostgreSql
            ? SqlRecords.Open(PostgreSqlStore.Invariant, cluster.ConnectionString)
            : SqlRecords.Open(SqliteStore.Invariant, new SqliteStore(StorageSettings.Read(configuration).Directory).ConnectionString);
    }
}
