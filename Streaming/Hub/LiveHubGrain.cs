using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace RemoteAssist.Streaming.Hub;

/// <summary>
/// The hub of one stream. It keeps nothing: what it takes goes to the subscribers of this moment or nowhere. It lives where its first
/// caller is connected, so that one side of the stream is a hop nearer.
/// </summary>
[PreferLocalPlacement, GrainType("live-hub")]
internal sealed partial class LiveHubGrain : Grain, ILiveHub, IGrainMigrationParticipant
{
    private const string HandOver = "live-hub";
    private static readonly TimeSpan LastDeliveries = TimeSpan.FromSeconds(1);
    private readonly IOptionsMonitor<LiveStreamOptions> _allOptions;
    private readonly ILogger<LiveHubGrain> _logger;
    private readonly TimeProvider _time;
    private readonly Dictionary<Guid, HubSubscriber> _subscribers = [];
    private readonly PublisherPositions _positions = new();
    private LiveStreamOptions _options = null!;
    private StreamId _stream;
    private KeyValuePair<string, object?> _tag;
    private long _used;

    public LiveHubGrain(IOptionsMonitor<LiveStreamOptions> options, ILogger<LiveHubGrain> logger, IServiceProvider services)
    {
        _allOptions = options;
        _logger = logger;
        _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Prepare();
        _used = _time.GetTimestamp();
        StreamingMetrics.Hubs.Add(1, _tag);

        // Forgetting the dead and going to sleep are rough times: a few looks per lease are enough, and none once the hub is gone.
        var period = _options.IdleHubLifetime < _options.LeaseDuration ? _options.IdleHubLifetime : _options.LeaseDuration;
        this.RegisterGrainTimer(static hub => hub.LookAfter(), this, new GrainTimerCreationOptions(period / 2, period / 2) { Interleave = true });
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        StreamingMetrics.Hubs.Add(-1, _tag);
        try
        {
            // What was acknowledged to publishers should still reach those who can take it soon.
            await Task.WhenAll(_subscribers.Values.Select(s => s.Sending)).WaitAsync(LastDeliveries, _time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            LogLeftUndelivered(_logger, _stream);
        }

        foreach (var subscriber in _subscribers.Values) subscriber.Forget();
    }

    public Task Publish(LiveEntry[] entries)
    {
        _used = _time.GetTimestamp();
        foreach (var entry in entries)
        {
            if (_positions.Advance(entry.Publisher, entry.Sequence) < 0)
            {
                StreamingMetrics.Duplicates.Add(1, StreamingMetrics.Publish, _tag);
                continue;
            }

            foreach (var subscriber in _subscribers.Values) subscriber.Add(entry);
        }

        foreach (var subscriber in _subscribers.Values) subscriber.Send();
        return Task.CompletedTask;
    }

    public Task<long> Renew(Guid subscription, ILiveObserver observer, bool ready)
    {
        if (!_subscribers.TryGetValue(subscription, out var subscriber))
            _subscribers[subscription] = subscriber = Create(new HandedSubscriber(subscription, Random.Shared.NextInt64(), observer, Missing: 0));
        subscriber.Renew(observer, ready);
        return Task.FromResult(subscriber.Lease);
    }

    public Task Unsubscribe(Guid subscription)
    {
        if (_subscribers.Remove(subscription, out var subscriber)) subscriber.Forget();
        _used = _time.GetTimestamp();
        return Task.CompletedTask;
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext)
        => dehydrationContext.TryAddValue(HandOver, new HubHandOver([.. _subscribers.Select(s => new HandedSubscriber(s.Key, s.Value.Lease, s.Value.Observer, s.Value.Missing))], _positions.ToDictionary()));

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (!rehydrationContext.TryGetValue<HubHandOver>(HandOver, out var before) || before is null) return;
        Prepare();
        foreach (var (publisher, sequence) in before.Positions) _positions.Advance(publisher, sequence);
        foreach (var subscriber in before.Subscribers) _subscribers[subscriber.Subscription] = Create(subscriber);
    }

    private HubSubscriber Create(HandedSubscriber from) => new(from.Subscription, from.Lease, from.Observer, from.Missing, _stream, _options, _time, _logger);

    private void Prepare()
    {
        (var provider, _stream) = HubKey.Parse(this.GetPrimaryKeyString());
        _options = _allOptions.Get(provider);
        _tag = StreamingMetrics.Tag(_stream);
    }

    private Task LookAfter()
    {
        foreach (var (id, subscriber) in _subscribers)
        {
            if (!subscriber.HasExpired)
            {
                subscriber.Send();
                continue;
            }

            _subscribers.Remove(id);
            subscriber.Forget();
            _used = _time.GetTimestamp();
            LogForgotten(_logger, _stream, id);
        }

        if (_subscribers.Count == 0 && _time.GetElapsedTime(_used) >= _options.IdleHubLifetime) DeactivateOnIdle();
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 4102, Level = LogLevel.Information, Message = "Stream {Stream}: subscription {Subscription} no longer renews its lease and is forgotten")]
    private static partial void LogForgotten(ILogger logger, StreamId stream, Guid subscription);

    [LoggerMessage(EventId = 4103, Level = LogLevel.Debug, Message = "Stream {Stream}: the hub goes before all it had could be delivered")]
    private static partial void LogLeftUndelivered(ILogger logger, StreamId stream);
}
