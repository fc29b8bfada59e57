using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Streaming.Publishing;

namespace RemoteAssist.Streaming.Tests;

/// <summary>How a publisher talks to its hub.</summary>
public sealed class PublisherTests : IDisposable
{
    private readonly FakeHub _hub = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly LiveStreamOptions _options = new() { MaxItemBytes = 100, MaxBatchBytes = 300, MaxPublishPendingBytes = 1000 };

    public void Dispose() => _stopped.Dispose();

    [Fact]
    public async Task One_call_is_in_flight_and_what_comes_meanwhile_goes_in_the_next()
    {
        var publisher = Publisher();
        var first = Publish(publisher, "a");
        var rest = Task.WhenAll(Publish(publisher, "b"), Publish(publisher, "c"));
        Assert.Single(_hub.Calls);
        _hub.Answer(0).SetResult();
        await Eventually.Done(first);
        await Eventually.True(() => _hub.Calls.Count == 2);
        Assert.Equal(["b", "c"], _hub.Calls[1].Select(entry => entry.Item));
        Assert.False(rest.IsCompleted);
        _hub.Answer(1).SetResult();
        await Eventually.Done(rest);
    }

    [Fact]
    public async Task After_an_error_the_same_batch_is_sent_again_before_anything_else()
    {
        var publisher = Publisher();
        var first = Publish(publisher, "a");
        var second = Publish(publisher, "b");
        _hub.Answer(0).SetException(new TimeoutException("the hub did not answer"));
        await AdvanceUntil(() => _hub.Calls.Count == 2);
        Assert.Same(_hub.Calls[0], _hub.Calls[1]);
        Assert.False(first.IsCompleted);
        _hub.Answer(1).SetResult();
        await Eventually.Done(first);
        await Eventually.True(() => _hub.Calls.Count == 3);
        Assert.Equal(2, _hub.Calls[2].Single().Sequence);
        _hub.Answer(2).SetResult();
        await Eventually.Done(second);
    }

    [Fact]
    public async Task A_call_that_goes_unanswered_is_made_again_with_the_same_batch()
    {
        var publisher = Publisher();
        var first = Publish(publisher, "a");
        var second = Publish(publisher, "b");
        await AdvanceUntil(() => _hub.Calls.Count == 2);
        Assert.Same(_hub.Calls[0], _hub.Calls[1]);
        _hub.Answer(1).SetResult();
        await Eventually.Done(first);
        await Eventually.True(() => _hub.Calls.Count == 3);
        Assert.Equal("b", _hub.Calls[2].Single().Item);
        _hub.Answer(2).SetResult();
        await Eventually.Done(second);
    }

    [Fact]
    public async Task A_batch_that_the_hub_does_not_take_in_time_fails_and_the_next_one_is_tried()
    {
        var publisher = Publisher();
        var first = Publish(publisher, "a");
        var second = Publish(publisher, "b");
        _time.Advance(_options.PublishTimeout + TimeSpan.FromSeconds(1));
        _hub.Answer(0).SetException(new TimeoutException("the hub did not answer"));
        await Assert.ThrowsAsync<TimeoutException>(() => Eventually.Done(first));
        await Eventually.True(() => _hub.Calls.Count == 2);
        _hub.Answer(1).SetResult();
        await Eventually.Done(second);
    }

    [Fact]
    public async Task What_waits_for_the_hub_is_bounded_in_bytes_and_the_refusal_says_so()
    {
        var publisher = Publisher();
        var waiting = Enumerable.Range(0, 10).Select(i => Publish(publisher, i, bytes: 100)).ToArray();
        var refusal = await Assert.ThrowsAsync<LiveStreamFullException>(() => Eventually.Done(Publish(publisher, "one too many", bytes: 1)));
        Assert.Equal((1000, 1000), (refusal.PendingBytes, refusal.CapBytes));

        for (var call = 0; waiting.Any(w => !w.IsCompleted); call++)
        {
            await Eventually.True(() => _hub.Calls.Count > call);
            Assert.InRange(_hub.Calls[call].Sum(entry => entry.Bytes), 1, _options.MaxBatchBytes);
            var before = _hub.Calls[call];
            _hub.Answer(call).SetResult();
            await Eventually.True(() => waiting[(int)before[^1].Sequence - 1].IsCompleted);
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), _hub.Calls.SelectMany(call => call).Select(entry => entry.Sequence));
        var afterwards = Publish(publisher, "there is room again");
        await Eventually.True(() => _hub.Calls[^1][0].Item is string);
        _hub.Answer(_hub.Calls.Count - 1).SetResult();
        await Eventually.Done(afterwards);
    }

    [Fact]
    public void A_publisher_that_is_at_work_is_not_retired()
    {
        var publisher = Publisher();
        _ = Publish(publisher, "a");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(publisher.TryRetire(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task A_silent_publisher_is_retired_and_then_takes_nothing()
    {
        var publisher = Publisher();
        var published = Publish(publisher, "a");
        _hub.Answer(0).SetResult();
        await Eventually.Done(published);
        await AdvanceUntil(() => publisher.TryRetire(TimeSpan.FromMinutes(2)));
        Assert.Null(publisher.TryPublish("b", 1));
    }

    private StreamPublisher Publisher() => new(TestCluster.NewStream(), _hub.Publish, _options, _time, NullLogger.Instance, _stopped.Token);

    private static Task Publish(StreamPublisher publisher, object item, int bytes = 10) => publisher.TryPublish(item, bytes)!;

    private Task AdvanceUntil(Func<bool> state) => Eventually.True(() =>
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return state();
    });
}
