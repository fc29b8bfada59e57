namespace RemoteAssist.Streaming.Tests;

/// <summary>What publishers and subscribers can count on while nothing fails.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await TestCluster.StartAsync(2, options => options.MaxPendingAge = TimeSpan.FromMinutes(1));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Items_arrive_in_order_and_once_however_fast_they_are_published()
    {
        var id = TestCluster.NewStream();
        var received = new Recorder<int>();
        await _cluster.Stream<int>(id).SubscribeAsync(received);
        await Task.WhenAll(Enumerable.Range(0, 5000).Select(i => _cluster.Stream<int>(id).OnNextAsync(i)));
        await received.Has(5000);
        Assert.Equal(Enumerable.Range(0, 5000), received.Items);
        Assert.Empty(received.Gaps);
    }

    [Fact]
    public async Task Each_publishers_order_is_kept_when_several_publish_at_once()
    {
        var id = TestCluster.NewStream();
        var received = new Recorder<(int, int)>();
        await _cluster.Stream<(int, int)>(id).SubscribeAsync(received);
        await Task.WhenAll(Enumerable.Range(0, 1000).SelectMany(i => new[]
        {
            _cluster.Stream<(int, int)>(id).OnNextAsync((0, i)),
            _cluster.SiloStream<(int, int)>(id, 0).OnNextAsync((1, i)),
            _cluster.SiloStream<(int, int)>(id, 1).OnNextAsync((2, i)),
        }));
        await received.Has(3000);
        for (var publisher = 0; publisher < 3; publisher++)
            Assert.Equal(Enumerable.Range(0, 1000), received.Items.Where(item => item.Item1 == publisher).Select(item => item.Item2));
    }

    [Fact]
    public async Task Tokens_count_a_publishers_items_one_by_one()
    {
        var id = TestCluster.NewStream();
        var received = new Recorder<string>();
        await _cluster.Stream<string>(id).SubscribeAsync(received);
        await _cluster.Stream<string>(id).OnNextBatchAsync(["a", "b", "c"]);
        await received.Has(3);
        Assert.Equal([1, 2, 3], received.Tokens.Select(token => token.SequenceNumber));
        Assert.Single(received.Tokens.Select(token => token.Publisher).Distinct());
    }

    [Fact]
    public async Task Every_subscriber_gets_every_item_in_the_silo_and_in_the_client()
    {
        var id = TestCluster.NewStream();
        Recorder<int>[] all = [new(), new(), new()];
        await _cluster.Stream<int>(id).SubscribeAsync(all[0]);
        await _cluster.SiloStream<int>(id, 0).SubscribeAsync(all[1]);
        await _cluster.SiloStream<int>(id, 1).SubscribeAsync(all[2]);
        for (var i = 0; i < 100; i++) await _cluster.Stream<int>(id).OnNextAsync(i);
        foreach (var received in all)
        {
            await received.Has(100);
            Assert.Equal(Enumerable.Range(0, 100), received.Items);
        }
    }

    [Fact]
    public async Task Streams_do_not_mix()
    {
        var (one, other) = (TestCluster.NewStream(), TestCluster.NewStream());
        var (fromOne, fromOther) = (new Recorder<string>(), new Recorder<string>());
        await _cluster.Stream<string>(one).SubscribeAsync(fromOne);
        await _cluster.Stream<string>(other).SubscribeAsync(fromOther);
        await _cluster.Stream<string>(one).OnNextAsync("one");
        await _cluster.Stream<string>(other).OnNextAsync("other");
        await fromOne.Has(1);
        await fromOther.Has(1);
        Assert.Equal(["one"], fromOne.Items);
        Assert.Equal(["other"], fromOther.Items);
    }

    [Fact]
    public async Task Nothing_arrives_after_unsubscribing_and_others_go_on()
    {
        var id = TestCluster.NewStream();
        var (gone, stays) = (new Recorder<int>(), new Recorder<int>());
        var handle = await _cluster.Stream<int>(id).SubscribeAsync(gone);
        await _cluster.Stream<int>(id).SubscribeAsync(stays);
        await _cluster.Stream<int>(id).OnNextAsync(1);
        await gone.Has(1);
        await handle.UnsubscribeAsync();
        Assert.DoesNotContain(handle, await _cluster.Stream<int>(id).GetAllSubscriptionHandles());
        await _cluster.Stream<int>(id).OnNextAsync(2);
        await stays.Has(2);
        Assert.Equal([1], gone.Items);
    }

    [Fact]
    public async Task What_nobody_subscribed_to_is_dropped_and_the_publisher_does_not_wait()
    {
        var id = TestCluster.NewStream();
        await Eventually.Done(_cluster.Stream<string>(id).OnNextAsync("nobody hears this"));
        var received = new Recorder<string>();
        await _cluster.Stream<string>(id).SubscribeAsync(received);
        await _cluster.Stream<string>(id).OnNextAsync("this");
        await received.Has(1);
        Assert.Equal(["this"], received.Items);
        Assert.Empty(received.Gaps);
    }

    [Fact]
    public async Task A_callback_that_fails_does_not_end_the_subscription()
    {
        var id = TestCluster.NewStream();
        var received = new Recorder<int>(item => item == 1 ? throw new InvalidOperationException("this callback fails") : Task.CompletedTask);
        await _cluster.Stream<int>(id).SubscribeAsync(received);
        await _cluster.Stream<int>(id).OnNextBatchAsync([1, 2, 3]);
        await received.Has(3);
        Assert.Equal([1, 2, 3], received.Items);
    }

    [Fact]
    public async Task Inside_a_process_an_item_is_passed_on_uncopied()
    {
        var id = TestCluster.NewStream();
        var received = new Recorder<byte[]>();
        await _cluster.SiloStream<byte[]>(id).SubscribeAsync(received);
        byte[] sent = [1, 2, 3];
        await _cluster.SiloStream<byte[]>(id).OnNextAsync(sent);
        await received.Has(1);
        Assert.Same(sent, received.Items[0]);
    }
}
