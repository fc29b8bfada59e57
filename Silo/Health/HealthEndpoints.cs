using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace RemoteAssist.Silo.Health;

/// <summary>Where operators and load balancers ask how the process is.</summary>
public static class HealthEndpoints
{
    /// <summary>The tag of checks that say whether the process can do its work.</summary>
    public const string Ready = "ready";

    /// <summary>
    /// Maps <c>/health/live</c>, 200 as long as the process answers, and <c>/health/ready</c>, 200 when all checks tagged <see cref="Ready"/>
    /// pass and else 503.
    /// </summary>
    public static IEndpointRouteBuilder MapRemoteAssistHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
        return routes;
    }
}
