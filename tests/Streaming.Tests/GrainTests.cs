namespace RemoteAssist.Streaming.Tests;

/// <summary>Grains that publish and subscribe.</summary>
public sealed class GrainTests : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await TestCluster.StartAsync(2, options =>
    {
        options.IdleHubLifetime = TimeSpan.FromMilliseconds(500);
        options.MaxPendingAge = TimeSpan.FromMinutes(1);
    });

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_grain_publishes_and_another_grain_receives_in_order()
    {
        var id = TestCluster.NewStream();
        var (publisher, subscriber) = (NewGrain(), NewGrain());
        await subscriber.Subscribe(id);
        await publisher.Publish(id, 500);
        await Eventually.True(async () => (await subscriber.Received()).Count == 500);
        Assert.Equal(Enumerable.Range(0, 500), await subscriber.Received());
    }

    [Fact]
    public async Task A_grain_that_publishes_to_itself_does_not_wait_for_itself()
    {
        var id = TestCluster.NewStream();
        var grain = NewGrain();
        await grain.Subscribe(id);
        await Eventually.Done(grain.Publish(id, 3));
        await Eventually.True(async () => (await grain.Received()).Count == 3);
    }

    [Fact]
    public async Task A_grains_callback_never_runs_beside_another_of_its_requests()
    {
        var id = TestCluster.NewStream();
        var (grain, witness) = (NewGrain(), new Recorder<int>());
        await grain.Subscribe(id);
        await _cluster.Stream<int>(id).SubscribeAsync(witness);
        using var gate = StreamGrain.HoldNext(grain.GetPrimaryKey());
        var held = grain.Hold();
        await Eventually.True(() => gate.IsHeld);
        await _cluster.Stream<int>(id).OnNextAsync(1);
        await witness.Has(1);
        Assert.Equal(0, gate.CallbacksWhileHeld);
        gate.Release();
        await Eventually.Done(held);
        await Eventually.True(async () => (await grain.Received()).Count == 1);
        Assert.Equal(0, gate.CallbacksWhileHeld);
    }

    [Fact]
    public async Task A_grains_subscription_ends_with_its_activation()
    {
        var id = TestCluster.NewStream();
        var grain = NewGrain();
        await grain.Subscribe(id);
        await _cluster.Inner.DeactivateAsync(grain);
        await Eventually.True(() => !_cluster.HubIsActive(id));
    }

    private IStreamGrain NewGrain() => _cluster.Client.GetGrain<IStreamGrain>(Guid.NewGuid());
}
