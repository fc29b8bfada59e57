namespace RemoteAssist.Gateway;

/// <summary>Hosts the silo in this process, or joins a cluster as its client.</summary>
internal static class ClusterSetup
{
    internal static bool IsPostgreSql(IConfiguration configuration) =>
        string.Equals(configuration["Cluster:Provider"], "PostgreSql", StringComparison.OrdinalIgnoreCase);

    internal static string ConnectionString(IConfiguration configuration) => configuration["Cluster:ConnectionString"] ?? "";

    internal static void AddCluster(this WebApplicationBuilder builder) =>
        builder.Host.UseOrleans(silo => silo.UseLocalhostClustering());
}
