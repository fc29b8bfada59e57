using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Streaming.Hub;
using RemoteAssist.Streaming.Subscribing;

namespace RemoteAssist.Streaming.Tests;

/// <summary>How a subscription keeps its lease.</summary>
public sealed class LeaseTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Recorder<int> _received = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly HubProxy _hub;
    private readonly LiveSubscription _subscription;

    public LeaseTests()
    {
        var hub = DispatchProxy.Create<ILiveHub, HubProxy>();
        _hub = (HubProxy)hub;
        _hub.Time = _time;
        _subscription = new LiveSubscription(Guid.NewGuid(), TestCluster.NewStream(), hub, new ItemSink<int>(_received), new LiveStreamOptions(), _time, NullLogger.Instance, _stopped.Token);
    }

    public void Dispose()
    {
        _stopped.Cancel();
        _subscription.Dispose();
        _stopped.Dispose();
    }

    [Fact]
    public async Task A_lease_is_renewed_every_second()
    {
        _hub.Renew = () => Task.FromResult(1L);
        await _subscription.BeginAsync(null!);
        for (var second = 1; second <= 5; second++)
        {
            await AdvanceUntil(TimeSpan.FromMilliseconds(100), () => _hub.Renewals.Count > second);
            Assert.True(_time.GetElapsedTime(_hub.Renewals.ElementAt(second - 1), _hub.Renewals.ElementAt(second)) >= TimeSpan.FromSeconds(1));
        }

        Assert.Empty(_received.Gaps);
    }

    [Fact]
    public async Task A_new_lease_is_told_also_when_the_answer_that_first_named_it_was_lost()
    {
        _hub.Renew = () => Task.FromResult(1L);
        await _subscription.BeginAsync(null!);
        var lost = new TaskCompletionSource<long>();
        _hub.Renew = () => lost.Task;
        await AdvanceUntil(TimeSpan.FromMilliseconds(100), () => _hub.Renewals.Count == 2);
        _hub.Renew = () => Task.FromResult(2L);
        await AdvanceUntil(TimeSpan.FromMilliseconds(100), () => _hub.Renewals.Count == 5);
        Assert.Equal(LiveStreamGapReason.Restored, Assert.Single(_received.Gaps).Reason);
    }

    [Fact]
    public async Task A_lease_that_the_hub_refuses_is_asked_for_again_soon()
    {
        _hub.Renew = () => Task.FromResult(1L);
        await _subscription.BeginAsync(null!);
        _hub.Renew = () => Task.FromException<long>(new TimeoutException("the hub is gone"));
        await AdvanceUntil(TimeSpan.FromMilliseconds(10), () => _hub.Renewals.Count == 4);
        Assert.True(_time.GetElapsedTime(_hub.Renewals.ElementAt(1), _hub.Renewals.ElementAt(3)) < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_subscription_fails_when_no_hub_gives_a_lease_in_time()
    {
        _hub.Renew = () => Task.FromException<long>(new TimeoutException("there is no hub"));
        var begun = _subscription.BeginAsync(null!);
        await AdvanceUntil(TimeSpan.FromSeconds(1), () => begun.IsCompleted);
        await Assert.ThrowsAsync<TimeoutException>(() => begun);
    }

    private Task AdvanceUntil(TimeSpan step, Func<bool> state) => Eventually.True(() =>
    {
        if (state()) return true;
        _time.Advance(step);
        return state();
    });

    /// <summary>A hub of which only the renewals matter, made so that it is no grain class.</summary>
    public class HubProxy : DispatchProxy
    {
        internal Func<Task<long>> Renew { get; set; } = null!;

        internal ConcurrentQueue<long> Renewals { get; } = [];

        internal TimeProvider Time { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name != nameof(ILiveHub.Renew)) return Task.CompletedTask;
            Renewals.Enqueue(Time.GetTimestamp());
            return Renew();
        }
    }
}
