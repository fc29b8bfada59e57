using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Silo.Configuration;
using RemoteAssist.Streaming;
using RemoteAssist.Streaming.Transport;

namespace RemoteAssist.Silo.Hosting;

/// <summary>The provider of the session's streams, the same in silos and in clients of the cluster.</summary>
internal static class StreamHosting
{
    /// <summary>Where memory streams keep who subscribed; live streams keep nothing.</summary>
    private const string PubSubStore = "PubSubStore";

    internal static void AddSessionStreams(this ISiloBuilder silo, StreamSettings streams)
    {
        silo.ConfigureForLive().UseDirectSockets();
        if (streams.Provider == StreamsProvider.Live) silo.AddLiveStreams(StreamNames.Provider, Measure);
        else silo.AddMemoryStreams(StreamNames.Provider).AddMemoryGrainStorage(PubSubStore);
    }

    internal static void AddSessionStreams(this IClientBuilder client, StreamSettings streams)
    {
        client.ConfigureForLive().UseDirectSockets();
        if (streams.Provider == StreamsProvider.Live) client.AddLiveStreams(StreamNames.Provider, Measure);
        else client.AddMemoryStreams(StreamNames.Provider);
    }

    /// <summary>Tells the provider how large the items are: its caps are in bytes.</summary>
    private static void Measure(LiveStreamOptions options) => options.SizeOf = item => item is LiveMessage message ? message.Bytes.Length : -1;
}
