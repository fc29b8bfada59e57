using Microsoft.Extensions.Options;

namespace RemoteAssist.Silo.Configuration;

/// <summary>The section <c>Telemetry</c>.</summary>
public sealed class TelemetrySettings
{
    /// <summary>Where metrics and traces are exported to, OTLP over gRPC; null: nowhere.</summary>
    public Uri? OtlpEndpoint { get; private init; }

    /// <summary>The share of requests that are traced, 0 to 1. Default: 0.05. Metrics are always complete.</summary>
    public double TraceShare { get; private init; } = 0.05;

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="OptionsValidationException">Something is wrong; the failures name each key, its value and what is allowed.</exception>
    public static TelemetrySettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = new TelemetrySettings
        {
            OtlpEndpoint = reader.Endpoint("Telemetry:OtlpEndpoint"),
            TraceShare = reader.Share("Telemetry:TraceShare", 0.05),
        };
        reader.ThrowIfFailed(typeof(TelemetrySettings));
        return settings;
    }
}
