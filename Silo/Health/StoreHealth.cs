using Microsoft.Extensions.Diagnostics.HealthChecks;
using RemoteAssist.Silo.Stores;

namespace RemoteAssist.Silo.Health;

/// <summary>Whether the store answers in time.</summary>
internal sealed class StoreHealth(IStore store, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.Check(cancellationToken).WaitAsync(Limit, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"The store did not answer within {Limit.TotalSeconds:0} s.", exception);
        }
    }
}
