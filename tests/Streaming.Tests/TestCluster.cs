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

    /// <param name="silos">How many.</param>
    /// <param name="configure">Changes the streams' options.</param>
    /// <param name="memory">Takes Orleans' memory streams in place of live ones.</param>
    public static async Task<TestCluster> StartAsync(int silos = 1, Action<LiveStreamOptions>? configure = null, bool memory = false)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        if (memory)
        {
            builder.ConfigureSilo((_, silo) => silo.AddMemoryStreams("live").AddMemoryGrainStorage("PubSubStore"));
            builder.ConfigureClient(client => client.AddMemoryStreams("live"));
        }
        else
        {
            builder.ConfigureSilo((_, silo) => silo.ConfigureForLive().AddLiveStreams("live", configure));
            builder.ConfigureClient(client => client.ConfigureForLive().AddLiveStreams("live", configure));
        }

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

    public GrainId HubId(StreamId id) => Hub(id).GetGrainId();

    public bool HubIsActive(StreamId id) => IsActive(HubId(id));

    public bool IsActive(GrainId grain) => _cluster.TryGetGrainContext(grain, out _);

    /// <summary>Moves the hub to the other silo, in good order, as when its silo is drained.</summary>
    public async Task MoveHub(StreamId id)
    {
        _cluster.TryGetGrainContext(Hub(id).GetGrainId(), out var hub);
        await Eventually.Done(_cluster.MigrateAsync(Hub(id), _cluster.Silos.First(silo => !silo.SiloAddress.Equals(hub!.Address.SiloAddress)).SiloAddress));
    }

    /// <summary>Ends the hub's activation: what it knew is gone.</summary>
    public Task DeactivateHub(StreamId id) => Eventually.Done(_cluster.DeactivateAsync(Hub(id)));

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
