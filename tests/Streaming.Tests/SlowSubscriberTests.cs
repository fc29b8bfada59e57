using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Streaming.Subscribing;

namespace RemoteAssist.Streaming.Tests;

/// <summary>What a subscriber that cannot follow costs, and whom.</summary>
public sealed class SlowSubscriberTests
{
    private const int Item = 1000;

    [Fact]
    public async Task A_subscriber_that_takes_200_ms_an_item_slows_nobody_else()
    {
        await using var cluster = await TestCluster.StartAsync(1, options => options.MaxPendingAge = TimeSpan.FromMinutes(1));
        var id = TestCluster.NewStream();
        var slow = new Recorder<byte[]>(_ => Task.Delay(200));
        Recorder<byte[]>[] fast = [new(), new()];
        await cluster.Stream<byte[]>(id).SubscribeAsync(fast[0]);
        await cluster.Stream<byte[]>(id).SubscribeAsync(slow);
        await cluster.SiloStream<byte[]>(id).SubscribeAsync(fast[1]);
        for (var i = 0; i < 500; i++) await cluster.Stream<byte[]>(id).OnNextAsync(new byte[Item]);
        foreach (var received in fast)
        {
            await received.Has(500);
            Assert.Empty(received.Gaps);
        }

        Assert.True(slow.Items.Count < 400, "the slow one cannot have been waited for");
    }

    [Fact]
    public async Task Past_its_cap_in_bytes_a_subscriber_is_told_of_the_gap_and_goes_on_with_the_newest()
    {
        await using var cluster = await TestCluster.StartAsync(1, options =>
        {
            options.MaxItemBytes = Item;
            options.SubscriberWindowBytes = 4 * Item;
            options.MaxSubscriberPendingBytes = 10 * Item;
            options.MaxBatchBytes = 2 * Item;
            options.MaxPendingAge = TimeSpan.FromMinutes(1);
        });
        var id = TestCluster.NewStream();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = new Recorder<byte[]>(_ => gate.Task);
        await cluster.Stream<byte[]>(id).SubscribeAsync(slow);
        for (var i = 0; i < 100; i++) await cluster.Stream<byte[]>(id).OnNextAsync(Numbered(i));
        await slow.Has(1);
        Assert.Single(slow.Items);

        gate.SetResult();
        await Eventually.True(() => slow.Items.Any(item => item[0] == 99));
        Assert.NotEmpty(slow.Gaps);
        Assert.All(slow.Gaps, gap => Assert.Equal(LiveStreamGapReason.TooSlow, gap.Reason));

        // Every gap is told where it is, with its size: what was told accounts for every item.
        var expected = 0L;
        foreach (var told in slow.Story)
        {
            if (told is LiveStreamGapException gap) expected += gap.Missing;
            else Assert.Equal(expected++, ((byte[])told)[0]);
        }

        Assert.Equal(100, expected);
    }

    [Fact]
    public async Task What_waited_too_long_is_dropped_and_told_instead_of_shown_late()
    {
        await using var cluster = await TestCluster.StartAsync(1, options => options.MaxPendingAge = TimeSpan.FromMilliseconds(100));
        var id = TestCluster.NewStream();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = new Recorder<byte[]>(_ => gate.Task);
        await cluster.Stream<byte[]>(id).SubscribeAsync(slow);
        for (var i = 0; i < 10; i++) await cluster.Stream<byte[]>(id).OnNextAsync(Numbered(i));
        await Eventually.True(() => slow.Items.Count == 1);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        gate.SetResult();
        await Eventually.True(() => slow.Gaps.Count > 0);
        await cluster.Stream<byte[]>(id).OnNextAsync(Numbered(10));
        await Eventually.True(() => slow.Items.Any(item => item[0] == 10));
        Assert.Equal([0, 10], slow.Items.Select(item => item[0]));
        Assert.All(slow.Gaps, gap => Assert.Equal(LiveStreamGapReason.TooSlow, gap.Reason));
        Assert.Equal(9, slow.Gaps.Sum(gap => gap.Missing));
    }

    [Fact]
    public async Task A_callback_that_holds_its_thread_does_not_hold_others()
    {
        await using var cluster = await TestCluster.StartAsync();
        var id = TestCluster.NewStream();
        using var gate = new ManualResetEventSlim();
        var (slow, fast) = (new Recorder<byte[]>(_ => Hold(gate)), new Recorder<byte[]>());
        await cluster.Stream<byte[]>(id).SubscribeAsync(slow);
        await cluster.Stream<byte[]>(id).SubscribeAsync(fast);
        for (var i = 0; i < 100; i++) await cluster.Stream<byte[]>(id).OnNextAsync(Numbered(i));
        await fast.Has(100);
        await slow.Has(1);
        Assert.Single(slow.Items);
        gate.Set();
    }

    [Fact]
    public async Task Callbacks_that_hold_their_thread_for_long_do_not_hold_the_acknowledgement()
    {
        var time = new FakeTimeProvider();
        using var acknowledged = new ManualResetEventSlim();
        var held = new List<bool>();
        var all = new TaskCompletionSource();
        var sink = new ItemSink<int>(new Recorder<int>(item =>
        {
            if (item == 1) time.Advance(TimeSpan.FromMilliseconds(50));
            else held.Add(!acknowledged.Wait(Eventually.Limit));
            if (item == 3) all.SetResult();
            return Task.CompletedTask;
        }));
        using var subscription = new LiveSubscription(Guid.NewGuid(), TestCluster.NewStream(), hub: null!, sink, new LiveStreamOptions(), time, NullLogger.Instance, TestContext.Current.CancellationToken);
        await subscription.Deliver([.. new[] { 1, 2, 3 }.Select(n => new LiveEntry(1, n, 4, n))], dropped: 0);
        acknowledged.Set();
        await Eventually.Done(all.Task);
        Assert.Equal([false, false], held);
    }

    private static Task Hold(ManualResetEventSlim gate)
    {
        gate.Wait();
        return Task.CompletedTask;
    }

    private static byte[] Numbered(int number)
    {
        var item = new byte[Item];
        item[0] = (byte)number;
        return item;
    }
}
