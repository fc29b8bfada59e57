using System.Collections.Concurrent;
using RemoteAssist.Streaming.Hub;

namespace RemoteAssist.Streaming.Tests;

/// <summary>What the hub does when something fails, moves or goes.</summary>
public sealed class HubTests : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await TestCluster.StartAsync(2, options =>
    {
        options.RenewInterval = TimeSpan.FromMilliseconds(100);
        options.LeaseDuration = TimeSpan.FromSeconds(1);
        options.IdleHubLifetime = TimeSpan.FromMilliseconds(500);
        options.MaxPendingAge = TimeSpan.FromMinutes(1);
    });

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_batch_that_comes_again_is_delivered_once()
    {
        var (id, received) = await Subscribe();
        var batch = Batch(publisher: 7, 1, 2, 3);
        await _cluster.Hub(id).Publish(batch);
        await _cluster.Hub(id).Publish(batch);
        await _cluster.Hub(id).Publish(Batch(publisher: 7, 3, 4));
        await received.Has(4);
        Assert.Equal([1, 2, 3, 4], received.Items);
        Assert.Empty(received.Gaps);
    }

    [Fact]
    public async Task A_batch_that_comes_again_through_a_new_hub_is_delivered_once()
    {
        var (id, received) = await Subscribe();
        await _cluster.Hub(id).Publish(Batch(publisher: 7, 1, 2, 3));
        await received.Has(3);
        await _cluster.DeactivateHub(id);
        await Eventually.True(() => received.Gaps.Count > 0);
        await _cluster.Hub(id).Publish(Batch(publisher: 7, 2, 3, 4));
        await received.Has(4);
        Assert.Equal([1, 2, 3, 4], received.Items);
    }

    [Fact]
    public async Task A_jump_in_a_publishers_numbers_is_told_as_a_gap_where_it_is()
    {
        var (id, received) = await Subscribe();
        await _cluster.Hub(id).Publish(Batch(publisher: 7, 1, 5));
        await received.Has(2);
        var gap = Assert.IsType<LiveStreamGapException>(received.Story[1]);
        Assert.Equal((LiveStreamGapReason.Lost, 3), (gap.Reason, gap.Missing));
        Assert.Equal([1, 5], received.Items);
    }

    [Fact]
    public async Task A_hub_that_moves_in_good_order_loses_nothing_and_nobody_is_told_of_a_gap()
    {
        var (id, received) = await Subscribe();
        for (var i = 1; i <= 300; i++)
        {
            _ = _cluster.Stream<int>(id).OnNextAsync(i);
            if (i % 100 != 50) continue;
            await received.Has(i);
            await _cluster.MoveHub(id);
        }

        await received.Has(300);
        Assert.Equal(Enumerable.Range(1, 300), received.Items);
        Assert.Empty(received.Gaps);
    }

    [Fact]
    public async Task A_hub_that_goes_waits_for_the_delivery_under_way()
    {
        var id = TestCluster.NewStream();
        var observer = new TestObserver(TimeSpan.FromMilliseconds(100));
        var (subscription, reference) = (Guid.NewGuid(), _cluster.Client.CreateObjectReference<ILiveObserver>(observer));
        await _cluster.Hub(id).Renew(subscription, reference, ready: true);
        await _cluster.Hub(id).Publish(Batch(publisher: 7, 1));
        await _cluster.MoveHub(id);
        await _cluster.Hub(id).Renew(subscription, reference, ready: true);
        await _cluster.Hub(id).Publish(Batch(publisher: 7, 2));
        await Eventually.True(() => observer.Received.Count == 2);
        Assert.Equal(0, observer.Dropped);
    }

    [Fact]
    public async Task A_subscription_survives_the_loss_of_its_hub_and_is_told_that_it_may_miss_something()
    {
        var (id, received) = await Subscribe();
        await _cluster.DeactivateHub(id);
        await Eventually.True(() => received.Gaps.Count > 0);
        Assert.Equal(LiveStreamGapReason.Restored, received.Gaps[0].Reason);
        await _cluster.Stream<int>(id).OnNextAsync(1);
        await received.Has(1);
    }

    [Fact]
    public async Task A_hub_forgets_who_does_not_renew_and_then_sleeps()
    {
        var id = TestCluster.NewStream();
        var dead = new TestObserver(TimeSpan.Zero);
        await _cluster.Hub(id).Renew(Guid.NewGuid(), _cluster.Client.CreateObjectReference<ILiveObserver>(dead), ready: true);
        Assert.True(_cluster.HubIsActive(id));
        await Eventually.True(() => !_cluster.HubIsActive(id));
        GC.KeepAlive(dead);
    }

    [Fact]
    public async Task A_hub_without_subscribers_sleeps_and_one_with_a_subscriber_stays()
    {
        var (kept, _) = await Subscribe();
        var id = TestCluster.NewStream();
        var handle = await _cluster.Stream<int>(id).SubscribeAsync(new Recorder<int>());
        await _cluster.Stream<int>(id).OnNextAsync(1);
        await handle.UnsubscribeAsync();
        await Eventually.True(() => !_cluster.HubIsActive(id));
        Assert.True(_cluster.HubIsActive(kept));
    }

    private async Task<(StreamId Id, Recorder<int> Received)> Subscribe()
    {
        var id = TestCluster.NewStream();
        var received = new Recorder<int>();
        await _cluster.Stream<int>(id).SubscribeAsync(received);
        return (id, received);
    }

    private static LiveEntry[] Batch(long publisher, params int[] numbers) => [.. numbers.Select(n => new LiveEntry(publisher, n, 4, n))];

    private sealed class TestObserver(TimeSpan delay) : ILiveObserver
    {
        public ConcurrentQueue<LiveEntry> Received { get; } = [];

        public long Dropped { get; private set; }

        public async Task<bool> Deliver(LiveEntry[] entries, long dropped)
        {
            await Task.Delay(delay);
            Dropped += dropped;
            foreach (var entry in entries) Received.Enqueue(entry);
            return true;
        }
    }
}
