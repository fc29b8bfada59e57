using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Streams;
using RemoteAssist.Streaming.Hub;
using RemoteAssist.Streaming.Publishing;
using RemoteAssist.Streaming.Subscribing;

namespace RemoteAssist.Streaming;

/// <summary>
/// Streams for what is worth something only now: a hub grain a stream, calls that acknowledge each other, nothing stored and nothing
/// polled. Order is kept for each publishing process; nothing arrives twice; what is lost is told.
/// </summary>
internal sealed class LiveStreamProvider : IStreamProvider, IDisposable
{
    /// <summary>A publisher silent for so long is retired when another one is made.</summary>
    private static readonly TimeSpan PublisherSilence = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<StreamId, StreamPublisher> _publishers = [];
    private readonly ConcurrentDictionary<Guid, (StreamId Stream, LiveSubscription Subscription, object Handle)> _subscriptions = [];
    private readonly CancellationTokenSource _stopped = new();
    private readonly LiveStreamOptions _options;
    private readonly IGrainFactory _grains;
    private readonly IGrainContextAccessor _contexts;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveStreamProvider> _logger;
    private long _retired;

    public LiveStreamProvider(string name, LiveStreamOptions options, IGrainFactory grains, IGrainContextAccessor contexts, TimeProvider time, ILogger<LiveStreamProvider> logger)
    {
        Name = name;
        _options = options;
        _grains = grains;
        _contexts = contexts;
        _time = time;
        _logger = logger;
        _retired = time.GetTimestamp();
    }

    public string Name { get; }

    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId)
    {
        _ = HubKey.Create(Name, streamId);
        return new LiveStream<T>(this, streamId);
    }

    public Task PublishAsync(StreamId stream, object? item)
    {
        var bytes = _options.Measure(item);
        if (bytes > _options.MaxItemBytes)
            return Task.FromException(new ArgumentOutOfRangeException(nameof(item), bytes, $"Stream {stream}: an item may have at most {_options.MaxItemBytes} bytes ({nameof(LiveStreamOptions.MaxItemBytes)})."));
        while (true)
        {
            if (!_publishers.TryGetValue(stream, out var publisher)) publisher = AddPublisher(stream);
            if (publisher.TryPublish(item, bytes) is { } published) return published;
            _publishers.TryRemove(KeyValuePair.Create(stream, publisher));
        }
    }

    public async Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(StreamId stream, ISink sink)
    {
        ObjectDisposedException.ThrowIf(_stopped.IsCancellationRequested, this);
        var id = Guid.NewGuid();
        var subscription = new LiveSubscription(id, stream, Hub(stream), Bind(id, sink), _options, _time, _logger, _stopped.Token);
        var handle = new LiveSubscriptionHandle<T>(this, stream, subscription);
        _subscriptions[id] = (stream, subscription, handle);
        var grain = _contexts.GrainContext is { GrainInstance: not null } context ? context : null;
        try
        {
            // Observers cannot be made in a grain's turn, and the lease must not be tied to one.
            await Unattended.Start(() => subscription.BeginAsync(_grains.CreateObjectReference<ILiveObserver>(subscription)));
        }
        catch
        {
            await UnsubscribeAsync(subscription);
            throw;
        }

        if (grain is not null) _ = EndWith(grain, subscription);
        return handle;
    }

    public Task UnsubscribeAsync(LiveSubscription subscription)
    {
        if (!_subscriptions.TryRemove(subscription.Id, out _)) return Task.CompletedTask;
        return Unattended.Start(async () =>
        {
            await subscription.EndAsync().ConfigureAwait(false);
            if (subscription.Reference is { } reference) _grains.DeleteObjectReference<ILiveObserver>(reference);
            subscription.Dispose();
        });
    }

    public IList<StreamSubscriptionHandle<T>> HandlesOf<T>(StreamId stream)
        => [.. _subscriptions.Values.Where(s => s.Stream == stream).Select(s => s.Handle).OfType<StreamSubscriptionHandle<T>>()];

    /// <summary>Ties a callback to the grain that gives it, so that it runs in the grain's turns; elsewhere it stays as it is.</summary>
    public ISink Bind(Guid subscription, ISink sink)
    {
        if (_contexts.GrainContext is not { GrainInstance: not null } context) return sink;
        var binder = context.GetComponent<IGrainExtensionBinder>() ?? throw new NotSupportedException($"Grain {context.GrainId} cannot subscribe to streams.");
        var (turns, reference) = binder.GetOrSetExtension<GrainTurns, IGrainTurns>(() => new GrainTurns());
        return new GrainSink(subscription, sink, turns, reference);
    }

    /// <summary>Gives all leases back, so that no hub goes on delivering to a process that is going.</summary>
    public Task StopAsync() => Task.WhenAll(_subscriptions.Values.Select(s => UnsubscribeAsync(s.Subscription)));

    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private async Task EndWith(IGrainContext grain, LiveSubscription subscription)
    {
        await grain.Deactivated.ConfigureAwait(false);
        await UnsubscribeAsync(subscription).ConfigureAwait(false);
    }

    private ILiveHub Hub(StreamId stream) => _grains.GetGrain<ILiveHub>(HubKey.Create(Name, stream));

    private StreamPublisher AddPublisher(StreamId stream)
    {
        RetirePublishers();
        return _publishers.GetOrAdd(stream, id => new StreamPublisher(id, Hub(id).Publish, _options, _time, _logger, _stopped.Token));
    }

    /// <summary>Publishers are made for every session that comes; those of sessions gone go at the same pace.</summary>
    private void RetirePublishers()
    {
        var before = Interlocked.Read(ref _retired);
        if (_time.GetElapsedTime(before) < PublisherSilence || Interlocked.CompareExchange(ref _retired, _time.GetTimestamp(), before) != before) return;
        foreach (var entry in _publishers)
            if (entry.Value.TryRetire(PublisherSilence)) _publishers.TryRemove(entry);
    }
}
