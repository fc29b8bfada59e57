using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.TestingHost;
using RemoteAssist.Streaming.Hub;

namespace RemoteAssist.Streaming.Tests;

/// <summary>A cluster in this process with a client, and live streams in all of them.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private TestCluster(InProcessTestCluster cluster) => _cluster = cluster;

    public IClusterClient Client => _cluster.Client;

    public InProcessTestCluster Inner => _cluster;

    public static async Task<TestCluster> StartAsync(int silos = 1, Action<LiveStreamOptions>? configure = null)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureSilo((_, silo) => silo.ConfigureForLive().AddLiveStreams("live", configure));
        builder.ConfigureClient(client => client.ConfigureForLive().AddLiveStreams("live", configure));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TestCluster(cluster);
    }

    public static StreamId NewStream() => StreamId.Create("frames", $"demo/{Guid.NewGuid():n}");

    public IAsyncStream<T> Stream<T>(StreamId id) => Client.GetStreamProvider("live").GetStream<T>(id);

    /// <summary>The stream as a program in a silo's process sees it.</summary>
    public IAsyncStream<T> SiloStream<T>(StreamId id, int silo = 0)
        => _cluster.GetSiloServiceProvider(_cluster.Silos[silo].SiloAddress).GetRequiredKeyedService<IStreamProvider>("live").GetStream<T>(id);

    public ILiveHub Hub(StreamId id) => Client.GetGrain<ILiveHub>(HubKey.Create("live", id));

    public bool HubIsActive(StreamId id) => _cluster.TryGetGrainContext(Hub(id).GetGrainId(), out _);

    public Task MoveHub(StreamId id) => _cluster.MigrateAsync(Hub(id));

    public Task DeactivateHub(StreamId id) => _cluster.DeactivateAsync(Hub(id));

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
