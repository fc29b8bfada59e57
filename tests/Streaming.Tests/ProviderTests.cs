using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace RemoteAssist.Streaming.Tests;

/// <summary>The provider as a program meets it.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await TestCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stock_provider_can_take_its_place_by_configuration(bool memory)
    {
        await using var cluster = await TestCluster.StartAsync(1, memory: memory);
        var id = StreamId.Create("frames", "demo/abc");
        var received = new List<string>();
        var handle = await cluster.Client.GetStreamProvider("live").GetStream<string>(id).SubscribeAsync((item, _) =>
        {
            lock (received) received.Add(item);
            return Task.CompletedTask;
        });
        await cluster.Client.GetStreamProvider("live").GetStream<string>(id).OnNextAsync("hello");
        await Eventually.True(() =>
        {
            lock (received) return received is ["hello"];
        });
        Assert.Equal("live", handle.ProviderName);
        Assert.Equal(id, handle.StreamId);
        await handle.UnsubscribeAsync();
    }

    [Fact]
    public async Task A_resumed_subscription_goes_on_with_the_new_observer()
    {
        var stream = _cluster.Stream<int>(TestCluster.NewStream());
        var (first, second) = (new Recorder<int>(), new Recorder<int>());
        await stream.SubscribeAsync(first);
        await stream.OnNextAsync(1);
        await first.Has(1);
        var handle = Assert.Single(await stream.GetAllSubscriptionHandles());
        await handle.ResumeAsync(second);
        await stream.OnNextAsync(2);
        await second.Has(1);
        Assert.Equal([1], first.Items);
        Assert.Equal([2], second.Items);
    }

    [Fact]
    public async Task A_batch_observer_gets_items_with_their_tokens()
    {
        var stream = _cluster.Stream<int>(TestCluster.NewStream());
        var received = new List<SequentialItem<int>>();
        await stream.SubscribeAsync(items =>
        {
            lock (received) received.AddRange(items);
            return Task.CompletedTask;
        });
        await stream.OnNextBatchAsync([1, 2, 3]);
        await Eventually.True(() =>
        {
            lock (received) return received.Count == 3;
        });
        Assert.Equal([1, 2, 3], received.Select(item => item.Item));
        Assert.Equal([1, 2, 3], received.Select(item => item.Token.SequenceNumber));
    }

    [Fact]
    public async Task An_item_over_the_cap_is_refused_with_the_cap_named()
    {
        var stream = _cluster.Stream<byte[]>(TestCluster.NewStream());
        await stream.OnNextAsync(new byte[64 * 1024]);
        var refusal = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => stream.OnNextAsync(new byte[64 * 1024 + 1]));
        Assert.Contains("65536", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_live_stream_cannot_do_is_refused_in_clear_words()
    {
        var stream = _cluster.Stream<int>(TestCluster.NewStream());
        Assert.False(stream.IsRewindable);
        await Assert.ThrowsAsync<NotSupportedException>(() => stream.SubscribeAsync(new Recorder<int>(), new LiveSequenceToken(1, 1)));
        await Assert.ThrowsAsync<NotSupportedException>(() => stream.SubscribeAsync(new Recorder<int>(), null, "filter"));
        await Assert.ThrowsAsync<NotSupportedException>(stream.OnCompletedAsync);
        Assert.Throws<ArgumentException>(() => _cluster.Stream<int>(StreamId.Create("a/b", "c")));
    }

    [Fact]
    public async Task A_process_that_stops_in_good_order_gives_its_leases_back()
    {
        // Leases do not run out here: what is not given back stays.
        await using var cluster = await TestCluster.StartAsync(2, options =>
        {
            options.LeaseDuration = TimeSpan.FromMinutes(10);
            options.IdleHubLifetime = TimeSpan.FromMilliseconds(200);
        });
        var (ofSilo, ofClient) = (TestCluster.NewStream(), TestCluster.NewStream());
        await cluster.SiloStream<int>(ofSilo, 0).OnNextAsync(0);
        await cluster.SiloStream<int>(ofClient, 0).OnNextAsync(0);
        await cluster.SiloStream<int>(ofSilo, 1).SubscribeAsync(new Recorder<int>());
        await cluster.Stream<int>(ofClient).SubscribeAsync(new Recorder<int>());
        Assert.True(cluster.HubIsActive(ofSilo) && cluster.HubIsActive(ofClient));
        var hubs = (cluster.HubId(ofSilo), cluster.HubId(ofClient));
        await cluster.Inner.StopSiloAsync(cluster.Inner.Silos[1], TestContext.Current.CancellationToken);
        await Eventually.True(() => !cluster.IsActive(hubs.Item1));
        await cluster.Inner.StopClusterClientAsync();
        await Eventually.True(() => !cluster.IsActive(hubs.Item2));
    }

    [Fact]
    public void Streams_are_equal_by_provider_and_id()
    {
        var id = TestCluster.NewStream();
        Assert.Equal(_cluster.Stream<int>(id), _cluster.Stream<int>(id));
        Assert.NotEqual(_cluster.Stream<int>(id), _cluster.Stream<int>(TestCluster.NewStream()));
    }

    [Fact]
    public async Task Options_out_of_range_stop_the_start_and_the_error_names_key_value_and_range()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddLiveStreams("live", options => options.MaxItemBytes = 0));
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("MaxItemBytes is 0 bytes; it must be from 1 to 67108864", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    public void A_provider_name_that_could_not_be_told_from_a_stream_is_refused(string name)
        => Assert.ThrowsAny<ArgumentException>(() => Host.CreateApplicationBuilder().UseOrleans(silo => silo.AddLiveStreams(name)).Services.BuildServiceProvider());

    [Fact]
    public void An_items_size_is_told_by_itself_by_the_options_or_by_an_estimate()
    {
        var options = new LiveStreamOptions { SizeOf = item => item is Version ? 77 : -1 };
        Assert.Equal([12, 3, 4, 77, 256], new object[] { new Sized(), new byte[3], "ab", new Version(1, 0), 1.5 }.Select(options.Measure));
    }

    private sealed class Sized : ILiveItem
    {
        public int ByteCount => 12;
    }
}
