using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace RemoteAssist.Gateway.Telemetry;

internal static class TelemetrySetup
{
    internal static void AddGatewayTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GatewayMeter>();
        builder.Services.AddHealthChecks().AddCheck<ClusterHealth>("cluster", tags: ["ready"]);
        var telemetry = builder.Services.AddOpenTelemetry();
        telemetry.WithMetrics(metrics => metrics.AddMeter(GatewayMeter.Name).AddMeter("Microsoft.Orleans").AddAspNetCoreInstrumentation());
        telemetry.WithTracing(traces => traces.AddSource("Microsoft.Orleans.Runtime").AddSource("Microsoft.Orleans.Application").AddAspNetCoreInstrumentation());
        if (builder.Configuration["Telemetry:OtlpEndpoint"] is not { Length: > 0 } endpoint) return;
        var address = new Uri(endpoint);
        telemetry.WithMetrics(metrics => metrics.AddOtlpExporter(otlp => otlp.Endpoint = address));
        telemetry.WithTracing(traces => traces.AddOtlpExporter(otlp => otlp.Endpoint = address));
    }

    internal static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).ExcludeFromDescription();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") }).ExcludeFromDescription();
    }
}
