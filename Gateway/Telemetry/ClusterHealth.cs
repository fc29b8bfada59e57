using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Gateway.Telemetry;

/// <summary>Ready is a gateway whose cluster answers within <see cref="Limit"/>.</summary>
internal sealed class ClusterHealth(IClusterClient cluster, IOptions<GatewayOptions> options) : IHealthCheck
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await cluster.GetGrain<ITenantGrain>(options.Value.DefaultTenant).Read(cancellationToken).WaitAsync(Limit, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"No silo answered within {Limit.TotalSeconds:0} s.", failure);
        }
    }
}
