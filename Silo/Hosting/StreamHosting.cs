using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Silo.Configuration;

namespace RemoteAssist.Silo.Hosting;

/// <summary>The provider of the session's streams, the same in silos and in clients of the cluster.</summary>
internal static class StreamHosting
{
    internal static void AddSessionStreams(this ISiloBuilder silo, StreamSettings streams)
    {
        _ = streams;
        silo.AddMemoryStreams(StreamNames.Provider).AddMemoryGrainStorage("PubSubStore");
    }

    internal static void AddSessionStreams(this IClientBuilder client, StreamSettings streams)
    {
        _ = streams;
        client.AddMemoryStreams(StreamNames.Provider);
    }
}
