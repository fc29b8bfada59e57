using Microsoft.Extensions.Logging;

namespace RemoteAssist.Streaming.Hub;

/// <summary>
/// One subscriber as its hub sees it: a lease, a pending list of its own, one delivery in flight. Runs in the hub grain's turns, so it
/// needs no locks; it never makes another subscriber or a publisher wait.
/// </summary>
internal sealed partial class HubSubscriber
{
    private readonly Guid _id;
    private readonly StreamId _stream;
    private readonly LiveStreamOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PendingEntries _pending;
    private readonly KeyValuePair<string, object?> _tag;
    private ILiveObserver _observer;
    private long _renewed;
    private long _dropped;
    private int _inFlight;
    private bool _ready = true;
    private bool _forgotten;
    private Task _sending = Task.CompletedTask;

    public HubSubscriber(Guid id, long lease, ILiveObserver observer, long dropped, StreamId stream, LiveStreamOptions options, TimeProvider time, ILogger logger)
    {
        _id = id;
        Lease = lease;
        _dropped = dropped;
        _observer = observer;
        _stream = stream;
        _options = options;
        _time = time;
        _logger = logger;
        _pending = new PendingEntries(options.MaxSubscriberPendingBytes, options.MaxPendingAge, time);
        _tag = StreamingMetrics.Tag(stream);
        _renewed = time.GetTimestamp();
    }

    /// <summary>A random number: the subscriber sees by it whether it has been with this hub, and those that handed over to it, all the time.</summary>
    public long Lease { get; }

    public ILiveObserver Observer => _observer;

    /// <summary>Items that this subscriber does not have, or perhaps does not have, and has not been told of.</summary>
    public long Missing => _dropped + _pending.Count + _inFlight;

    public bool HasExpired => _time.GetElapsedTime(_renewed) > _options.LeaseDuration;

    /// <summary>Completes when nothing is in flight and nothing can be sent any more.</summary>
    public Task Sending => _sending;

    public void Renew(ILiveObserver observer, bool ready)
    {
        _renewed = _time.GetTimestamp();
        _observer = observer;
        _ready = ready;
        Send();
    }

    public void Add(LiveEntry entry)
    {
        var before = _pending.Bytes;
        Drop(_pending.Add(entry));
        Count(_pending.Bytes - before);
    }

    /// <summary>Starts a delivery unless one is in flight, in which case what waits goes with the next one.</summary>
    public void Send()
    {
        if (_sending.IsCompleted && CanSend()) _sending = SendAsync();
    }

    public void Forget()
    {
        _forgotten = true;
        Count(-_pending.Bytes);
        _dropped += _pending.Clear();
    }

    private bool CanSend()
    {
        if (_forgotten) return false;
        var before = _pending.Bytes;
        Drop(_pending.DropOld());
        Count(_pending.Bytes - before);
        return _ready && (_pending.Count > 0 || _dropped > 0);
    }

    private async Task SendAsync()
    {
        while (CanSend())
        {
            var before = _pending.Bytes;
            var entries = _pending.Take(_options.MaxBatchBytes);
            Count(_pending.Bytes - before);
            StreamingMetrics.BatchSize.Record(entries.Length, StreamingMetrics.Deliver, _tag);
            _inFlight = entries.Length;
            await SendAsync(entries, _time.GetTimestamp());
            _inFlight = 0;
        }
    }

    /// <summary>Delivers one batch, again and again after errors, until it is acknowledged, too old, or its subscriber forgotten.</summary>
    private async Task SendAsync(LiveEntry[] entries, long since)
    {
        var pause = _options.RetryDelay;
        while (!_forgotten)
        {
            var dropped = _dropped;
            try
            {
                StreamingMetrics.Calls.Add(1, StreamingMetrics.Deliver, _tag);
                _ready = await _observer.Deliver(entries, dropped);
                _dropped -= dropped;
                return;
            }
            catch (Exception exception)
            {
                StreamingMetrics.Retries.Add(1, StreamingMetrics.Deliver, _tag);
                LogDeliveryFailed(_logger, exception, _stream, _id, entries.Length);
            }

            await Task.Delay(pause, _time);
            pause = Backoff.Next(pause, _options.RetryDelay);
            if (_time.GetElapsedTime(since) <= _options.MaxPendingAge) continue;
            Drop(entries.Length);
            return;
        }
    }

    private void Drop(int count)
    {
        if (count == 0) return;
        _dropped += count;
        StreamingMetrics.Dropped.Add(count, StreamingMetrics.Deliver, _tag);
    }

    private void Count(long bytes)
    {
        if (bytes != 0) StreamingMetrics.PendingBytes.Add(bytes, StreamingMetrics.Deliver, _tag);
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Debug, Message = "Stream {Stream}: {Count} items could not be delivered to subscription {Subscription}; trying again")]
    private static partial void LogDeliveryFailed(ILogger logger, Exception exception, StreamId stream, Guid subscription, int count);
}
