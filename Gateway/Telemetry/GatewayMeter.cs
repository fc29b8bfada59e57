using System.Diagnostics.Metrics;

namespace RemoteAssist.Gateway.Telemetry;

/// <summary>The gateway's metrics, under the meter <see cref="Name"/>. Never labelled with a tenant, a session or a person.</summary>
internal sealed class GatewayMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    internal const string Name = "RemoteAssist.Gateway";

    // From a fifth of a millisecond, what a hop in one process costs, to where a viewer is given up.
    private static readonly InstrumentAdvice<double> Delays = new()
    {
        HistogramBucketBoundaries = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15],
    };

    private readonly Meter _meter;

    public GatewayMeter(IMeterFactory factory)
    {
        _meter = factory.Create(Name);
        Sessions = _meter.CreateUpDownCounter<long>("remoteassist.gateway.relays", "{session}", "Sessions that this process relays.");
        Viewers = _meter.CreateUpDownCounter<long>("remoteassist.gateway.viewers", "{connection}", "Open sockets of agents and viewers.");
        Hosts = _meter.CreateUpDownCounter<long>("remoteassist.gateway.hosts", "{connection}", "Open sockets of customers' computers.");
        Frames = _meter.CreateCounter<long>("remoteassist.gateway.frames", "{message}", "Updates that hosts sent.");
        BytesIn = _meter.CreateCounter<long>("remoteassist.gateway.received", "By", "Bytes of messages from peers.");
        BytesOut = _meter.CreateCounter<long>("remoteassist.gateway.sent", "By", "Bytes of messages to peers.");
        Drops = _meter.CreateCounter<long>("remoteassist.gateway.drops", "{message}", "Updates not sent to a viewer because it lagged.");
        Repairs = _meter.CreateCounter<long>("remoteassist.gateway.repairs", "{request}", "Requests for tiles, sent to hosts.");
        Refusals = _meter.CreateCounter<long>("remoteassist.gateway.refusals", "{connection}", "Peers sent away, by code.");
        CaptureDelay = Histogram("capture", "From the host's capture to the gateway's socket.");
        StreamDelay = Histogram("stream", "From the publishing gateway's socket to the relay.");
        QueueDelay = Histogram("queue", "What an update waited in a viewer's queue.");
        ViewerDelay = Histogram("viewer", "From sending an update to the viewer's acknowledgement.");
        Histogram<double> Histogram(string hop, string what) =>
            _meter.CreateHistogram($"remoteassist.gateway.delay.{hop}", "s", what, advice: Delays);
    }

    internal UpDownCounter<long> Sessions { get; }

    internal UpDownCounter<long> Viewers { get; }

    internal UpDownCounter<long> Hosts { get; }

    internal Counter<long> Frames { get; }

    internal Counter<long> BytesIn { get; }

    internal Counter<long> BytesOut { get; }

    internal Counter<long> Drops { get; }

    internal Counter<long> Repairs { get; }

    internal Counter<long> Refusals { get; }

    internal Histogram<double> CaptureDelay { get; }

    internal Histogram<double> StreamDelay { get; }

    internal Histogram<double> QueueDelay { get; }

    internal Histogram<double> ViewerDelay { get; }

    public void Dispose() => _meter.Dispose();
}
