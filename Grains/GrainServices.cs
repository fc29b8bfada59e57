using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RemoteAssist.Grains.Pins;
using RemoteAssist.Grains.Sessions;
using RemoteAssist.Grains.Tenants;

namespace RemoteAssist.Grains;

/// <summary>What the grains need of a silo's services.</summary>
public static class GrainServices
{
    /// <summary>The meter of sessions started, ended, live, joined and refused.</summary>
    public const string SessionMeterName = SessionMeter.Name;

    /// <summary>Adds it.</summary>
    public static IServiceCollection AddRemoteAssistGrains(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SessionMeter>();
        services.TryAddSingleton(new PinLimits());
        services.AddSingleton<IIncomingGrainCallFilter, TenantWall>();
        services.TryAddSingleton(new TenantCeilings());
        return services;
    }
}
