using System.Diagnostics.Metrics;

namespace RemoteAssist.Streaming;

/// <summary>
/// The meter <c>RemoteAssist.Streaming</c>. Every measurement carries <c>stream.namespace</c>, never a stream's key, which names a
/// tenant and a session.
/// </summary>
public static class StreamingMetrics
{
    /// <summary>The meter's name, for an exporter.</summary>
    public const string MeterName = "RemoteAssist.Streaming";

    private static readonly Meter Meter = new(MeterName);

    internal static Counter<long> Published { get; } = Meter.CreateCounter<long>("remoteassist.streaming.published", "{item}", "Items that a hub has taken from publishers of this process.");

    internal static Counter<long> Delivered { get; } = Meter.CreateCounter<long>("remoteassist.streaming.delivered", "{item}", "Items handed to subscribers in this process.");

    internal static Counter<long> Dropped { get; } = Meter.CreateCounter<long>("remoteassist.streaming.dropped", "{item}", "Items dropped for a subscriber that was too slow, by the hub or in the subscriber's process.");

    internal static Counter<long> Duplicates { get; } = Meter.CreateCounter<long>("remoteassist.streaming.duplicates", "{item}", "Items that arrived again after a retry and were ignored.");

    internal static Counter<long> Gaps { get; } = Meter.CreateCounter<long>("remoteassist.streaming.gaps", "{gap}", "Gaps told to subscribers in this process.");

    internal static Counter<long> Retries { get; } = Meter.CreateCounter<long>("remoteassist.streaming.retries", "{call}", "Calls that failed and were made again: publish, deliver, renew.");

    internal static Counter<long> Calls { get; } = Meter.CreateCounter<long>("remoteassist.streaming.calls", "{call}", "Calls made: publish, deliver, renew.");

    internal static Histogram<int> BatchSize { get; } = Meter.CreateHistogram<int>("remoteassist.streaming.batch.size", "{item}", "Items in one call from publisher to hub or from hub to subscriber.");

    internal static UpDownCounter<long> PendingBytes { get; } = Meter.CreateUpDownCounter<long>("remoteassist.streaming.pending", "By", "Bytes that wait: at publishers, in hubs, in subscribers.");

    internal static UpDownCounter<long> Hubs { get; } = Meter.CreateUpDownCounter<long>("remoteassist.streaming.hubs", "{hub}", "Hubs active in this silo.");

    internal static KeyValuePair<string, object?> Tag(StreamId stream) => new("stream.namespace", stream.GetNamespace());

    internal static KeyValuePair<string, object?> Publish { get; } = new("stream.hop", "publish");

    internal static KeyValuePair<string, object?> Deliver { get; } = new("stream.hop", "deliver");

    internal static KeyValuePair<string, object?> Renew { get; } = new("stream.hop", "renew");

    internal static KeyValuePair<string, object?> Consume { get; } = new("stream.hop", "consume");
}
