using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RemoteAssist.Grains;
using RemoteAssist.Silo.Configuration;
using RemoteAssist.Streaming;

namespace RemoteAssist.Silo.Telemetry;

/// <summary>OpenTelemetry of every process of the system.</summary>
public static class TelemetryHosting
{
    /// <summary>
    /// Adds metrics and traces of Orleans, ASP.NET Core, the runtime, the streams and the sessions. They are collected and exported over OTLP
    /// only when <c>Telemetry:OtlpEndpoint</c> is set.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">The program's name, such as <c>remoteassist-silo</c>.</param>
    /// <param name="meters">Further meters, of the program itself.</param>
    /// <exception cref="OptionsValidationException">A setting is wrong; the failures name each key, its value and what is allowed.</exception>
    public static IHostApplicationBuilder AddRemoteAssistTelemetry(this IHostApplicationBuilder builder, string service, params string[] meters)
    {
        TelemetrySettings settings = TelemetrySettings.Read(builder.Configuration);
        if (settings.OtlpEndpoint is not { } endpoint) return builder;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, serviceVersion: typeof(TelemetryHosting).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.Orleans", StreamingMetrics.MeterName, GrainServices.SessionMeterName)
                .AddMeter(meters)
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddOtlpExporter(exporter => exporter.Endpoint = endpoint))
            .WithTracing(traces => traces
                .AddSource("Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application")
                .AddAspNetCoreInstrumentation()
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.TraceShare)))
                .AddOtlpExporter(exporter => exporter.Endpoint = endpoint));
        return builder;
    }
}
