using Microsoft.Extensions.Options;
using RemoteAssist.Gateway.Relay;
using RemoteAssist.Gateway.Telemetry;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>What every connection of this process uses.</summary>
internal sealed class SocketContext(
    IClusterClient cluster,
    SessionStreams streams,
    SessionFeeds feeds,
    SessionRelays relays,
    GatewayMeter meter,
    TimeProvider time,
    IOptions<SocketOptions> options)
{
    internal IClusterClient Cluster { get; } = cluster;

    internal SessionStreams Streams { get; } = streams;

    internal SessionFeeds Feeds { get; } = feeds;

    internal SessionRelays Relays { get; } = relays;

    internal GatewayMeter Meter { get; } = meter;

    internal TimeProvider Time { get; } = time;

    internal SocketOptions Options { get; } = options.Value;
}
