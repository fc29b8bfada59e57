using Microsoft.Extensions.Logging;
using RemoteAssist.Streaming.Hub;

namespace RemoteAssist.Streaming.Subscribing;

/// <summary>
/// A subscription's lease and its callback. It renews the lease every second, which alone restores it wherever the hub is now, drops
/// what came twice, and tells of gaps. The hub's calls only enqueue here: a slow callback fills this subscription's own list, then the
/// hub's list for it, and nobody else's.
/// </summary>
internal sealed partial class LiveSubscription : ILiveObserver, IDisposable
{
    /// <summary>How long callbacks may run on the thread that took the hub's call before the acknowledgement goes first.</summary>
    private static readonly TimeSpan InlineBudget = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly StreamId _stream;
    private readonly ILiveHub _hub;
    private readonly LiveStreamOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closed;
    private readonly Backlog _backlog;
    private readonly PublisherPositions _positions = new();
    private readonly List<LiveEntry> _taken = [];
    private readonly KeyValuePair<string, object?> _tag;
    private ILiveObserver _self = null!;
    private ISink _sink;
    private long? _lease;
    private bool _running;
    private bool _toldFull;

    public LiveSubscription(Guid id, StreamId stream, ILiveHub hub, ISink sink, LiveStreamOptions options, TimeProvider time, ILogger logger, CancellationToken stopped)
    {
        Id = id;
        _stream = stream;
        _hub = hub;
        _sink = sink;
        _options = options;
        _time = time;
        _logger = logger;
        _closed = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        _backlog = new Backlog(options.MaxPendingAge, time);
        _tag = StreamingMetrics.Tag(stream);
    }

    public Guid Id { get; }

    public ILiveObserver Reference => _self;

    public ISink Sink
    {
        get => Volatile.Read(ref _sink);
        set => Volatile.Write(ref _sink, value);
    }

    private bool IsFull => _backlog.Bytes > _options.SubscriberWindowBytes;

    /// <summary>Takes the lease, trying again after errors, and keeps it from then on.</summary>
    /// <exception cref="TimeoutException">The hub could not be reached within <see cref="LiveStreamOptions.SubscribeTimeout"/>.</exception>
    public async Task BeginAsync(ILiveObserver self)
    {
        _self = self;
        var since = _time.GetTimestamp();
        for (var pause = _options.RetryDelay; !await TryRenewAsync().ConfigureAwait(false); pause = Backoff.Next(pause, _options.RetryDelay))
        {
            if (_time.GetElapsedTime(since) > _options.SubscribeTimeout) throw new TimeoutException($"Stream {_stream}: the hub gave no lease within {_options.SubscribeTimeout}.");
            await Task.Delay(pause, _time, _closed.Token).ConfigureAwait(false);
        }

        _ = KeepAsync();
    }

    /// <summary>Gives the lease back; should that fail, it runs out by itself.</summary>
    public async Task EndAsync()
    {
        await _closed.CancelAsync().ConfigureAwait(false);
        try
        {
            await _hub.Unsubscribe(Id).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogNotGivenBack(_logger, exception, _stream, Id);
        }
    }

    public void Dispose() => _closed.Dispose();

    public Task<bool> Deliver(LiveEntry[] entries, long dropped)
    {
        bool start;
        bool hasRoom;
        lock (_gate)
        {
            if (_closed.IsCancellationRequested) return Task.FromResult(true);
            var before = _backlog.Bytes;
            DropOld();
            if (dropped > 0) Tell(LiveStreamGapReason.TooSlow, dropped);
            foreach (var entry in entries) Take(entry, jumpIsTold: dropped > 0);
            StreamingMetrics.PendingBytes.Add(_backlog.Bytes - before, StreamingMetrics.Consume, _tag);
            start = !_running && !_backlog.IsEmpty;
            _running |= start;
        }

        if (start) Unattended.StartHere(RunAsync);
        lock (_gate) hasRoom = !(_toldFull = IsFull);
        return Task.FromResult(hasRoom);
    }

    private void Take(LiveEntry entry, bool jumpIsTold)
    {
        var missing = _positions.Advance(entry.Publisher, entry.Sequence);
        if (missing < 0)
        {
            StreamingMetrics.Duplicates.Add(1, StreamingMetrics.Deliver, _tag);
            return;
        }

        if (missing > 0 && !jumpIsTold) Tell(LiveStreamGapReason.Lost, missing);
        _backlog.Add(entry);
    }

    private void Tell(LiveStreamGapReason reason, long missing)
    {
        StreamingMetrics.Gaps.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()), _tag);
        LogGap(_logger, _stream, Id, missing, reason);
        _backlog.Add(new LiveStreamGapException(_stream, reason, missing));
    }

    private void DropOld()
    {
        var dropped = _backlog.DropOld();
        if (dropped == 0) return;
        StreamingMetrics.Dropped.Add(dropped, StreamingMetrics.Consume, _tag);
        Tell(LiveStreamGapReason.TooSlow, dropped);
    }

    private async Task RunAsync()
    {
        var started = _time.GetTimestamp();
        var mayBlockCaller = true;
        while (TryTake(out var gap))
        {
            try
            {
                var call = gap is null ? Sink.Items(_taken) : Sink.Gap(gap);
                mayBlockCaller &= call.IsCompleted;
                await call.ConfigureAwait(false);
                if (gap is null) StreamingMetrics.Delivered.Add(_taken.Count, _tag);
            }
            catch (Exception exception)
            {
                LogCallbackFailed(_logger, exception, _stream, Id);
            }

            // Callbacks that hold the thread must not hold the acknowledgement: go on elsewhere.
            if (!mayBlockCaller || _time.GetElapsedTime(started) < InlineBudget) continue;
            mayBlockCaller = false;
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    private bool TryTake(out LiveStreamGapException? gap)
    {
        var roomAgain = false;
        lock (_gate)
        {
            _taken.Clear();
            gap = null;
            if (_closed.IsCancellationRequested) return _running = false;
            var before = _backlog.Bytes;
            DropOld();
            gap = _backlog.Take(_taken, Sink.MostItems);
            StreamingMetrics.PendingBytes.Add(_backlog.Bytes - before, StreamingMetrics.Consume, _tag);
            if (_toldFull && _backlog.Bytes <= _options.SubscriberWindowBytes / 2)
            {
                _toldFull = false;
                roomAgain = true;
            }

            if (gap is null && _taken.Count == 0) _running = false;
        }

        if (roomAgain) _ = TryRenewAsync();
        return gap is not null || _taken.Count > 0;
    }

    private async Task KeepAsync()
    {
        var pause = _options.RenewInterval;
        try
        {
            while (true)
            {
                await Task.Delay(pause, _time, _closed.Token).ConfigureAwait(false);
                if (await TryRenewAsync().ConfigureAwait(false)) pause = _options.RenewInterval;
                else pause = pause >= _options.RenewInterval ? _options.RetryDelay : Backoff.Next(pause, _options.RetryDelay);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The subscription ended.
        }
    }

    private async Task<bool> TryRenewAsync()
    {
        try
        {
            bool ready;
            lock (_gate) ready = !_toldFull;
            StreamingMetrics.Calls.Add(1, StreamingMetrics.Renew, _tag);
            var renewal = _hub.Renew(Id, _self, ready);
            await renewal.Within(_options.AttemptTimeout, _time).ConfigureAwait(false);
            Renewed(await renewal.ConfigureAwait(false));
            return true;
        }
        catch (Exception exception)
        {
            StreamingMetrics.Retries.Add(1, StreamingMetrics.Renew, _tag);
            LogNotRenewed(_logger, exception, _stream, Id);
            return false;
        }
    }

    /// <summary>Another lease than before: a hub began anew with this subscription, and whether something was missed meanwhile, nobody knows.</summary>
    private void Renewed(long lease)
    {
        bool start;
        lock (_gate)
        {
            var before = _lease ?? lease;
            _lease = lease;
            if (before == lease || _closed.IsCancellationRequested) return;
            Tell(LiveStreamGapReason.Restored, missing: 0);
            start = !_running;
            _running = true;
        }

        if (start) Unattended.StartHere(RunAsync);
    }

    [LoggerMessage(EventId = 4121, Level = LogLevel.Debug, Message = "Stream {Stream}: subscription {Subscription} could not renew its lease; trying again")]
    private static partial void LogNotRenewed(ILogger logger, Exception exception, StreamId stream, Guid subscription);

    [LoggerMessage(EventId = 4122, Level = LogLevel.Debug, Message = "Stream {Stream}: subscription {Subscription} could not give its lease back; it runs out by itself")]
    private static partial void LogNotGivenBack(ILogger logger, Exception exception, StreamId stream, Guid subscription);

    [LoggerMessage(EventId = 4123, Level = LogLevel.Information, Message = "Stream {Stream}: subscription {Subscription} misses {Missing} items ({Reason})")]
    private static partial void LogGap(ILogger logger, StreamId stream, Guid subscription, long missing, LiveStreamGapReason reason);

    [LoggerMessage(EventId = 4124, Level = LogLevel.Warning, Message = "Stream {Stream}: the callback of subscription {Subscription} failed; it goes on with the next item")]
    private static partial void LogCallbackFailed(ILogger logger, Exception exception, StreamId stream, Guid subscription);
}
