using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Core.Internal;
using Orleans.Runtime.Placement;
using Orleans.Streams;
using RemoteAssist.Streaming;
using RemoteAssist.Streaming.Transport;

namespace RemoteAssist.StreamNode;

/// <summary>Streams of a cluster, whichever provider is configured: the code is the same.</summary>
internal sealed class OrleansTransport(IHost host) : ITransport
{
    private readonly List<StreamSubscriptionHandle<NodeItem>> _handles = [];
    private readonly IClusterClient _client = host.Services.GetRequiredService<IClusterClient>();

    public static async Task<OrleansTransport> ConnectAsync(string provider, string gateways)
    {
        var builder = Host.CreateApplicationBuilder();
        SiloNode.Quiet(builder.Logging);
        builder.UseOrleansClient(client =>
        {
            client.UseLocalhostClustering([.. gateways.Split(',').Select(int.Parse)], "streams", "streams");
            client.ConfigureForLive();
            if (provider == "live") client.UseDirectSockets().AddLiveStreams("live", Settings.Live);
            else client.AddMemoryStreams("live");
        });
        var host = builder.Build();
        await host.StartAsync();
        return new OrleansTransport(host);
    }

    public async Task SubscribeAsync(string key, Func<NodeItem, Task> onItem, Action<Exception> onGap)
        => _handles.Add(await Stream(key).SubscribeAsync(new Observer(onItem, onGap)));

    public async Task UnsubscribeAllAsync()
    {
        await Task.WhenAll(_handles.Select(handle => handle.UnsubscribeAsync()));
        _handles.Clear();
    }

    public Task PublishAsync(string key, NodeItem item) => Stream(key).OnNextAsync(item);

    public async Task<int?> HubPortAsync(string key)
        => (await _client.GetGrain<IManagementGrain>(0).GetActivationAddress(_client.GetGrain(Settings.HubOf(key))))?.Endpoint.Port;

    public async Task MoveHubAsync(string key)
    {
        var management = _client.GetGrain<IManagementGrain>(0);
        var hub = _client.GetGrain(Settings.HubOf(key));
        var from = await management.GetActivationAddress(hub);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, (await management.GetHosts(onlyActive: true)).Keys.First(silo => !silo.Equals(from)));
        await hub.Cast<IGrainManagementExtension>().MigrateOnIdle();
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private IAsyncStream<NodeItem> Stream(string key) => _client.GetStreamProvider("live").GetStream<NodeItem>(Settings.Stream(key));

    private sealed class Observer(Func<NodeItem, Task> onItem, Action<Exception> onGap) : IAsyncObserver<NodeItem>
    {
        public Task OnNextAsync(NodeItem item, StreamSequenceToken? token = null) => onItem(item);

        public Task OnErrorAsync(Exception ex)
        {
            onGap(ex);
            return Task.CompletedTask;
        }
    }
}
