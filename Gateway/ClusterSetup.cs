using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Silo.Configuration;
using RemoteAssist.Silo.Health;
using RemoteAssist.Silo.Hosting;
using RemoteAssist.Silo.Telemetry;

namespace RemoteAssist.Gateway;

/// <summary>Hosts the silo in this process, or joins a cluster as its client.</summary>
internal static class ClusterSetup
{
    internal static void AddCluster(this WebApplicationBuilder builder, ClusterSettings cluster)
    {
        if (cluster.Provider == ClusterProvider.PostgreSql) builder.AddRemoteAssistClient();
        else builder.AddRemoteAssistSilo();
        builder.Services.AddHealthChecks().AddCheck<ClusterHealth>("cluster", tags: [HealthEndpoints.Ready]);
        builder.Services.AddSingleton<GatewayMeter>();
        builder.AddRemoteAssistTelemetry("remoteassist-gateway", GatewayMeter.Name);
    }
}
