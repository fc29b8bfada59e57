using Microsoft.Extensions.Logging;

namespace RemoteAssist.Streaming.Publishing;

/// <summary>
/// All that this process publishes to one stream, in order: one call in flight, and what comes meanwhile goes in the next. Numbers
/// the items, so that hub and subscribers can drop duplicates and see gaps.
/// </summary>
internal sealed partial class StreamPublisher
{
    private readonly Lock _gate = new();
    private readonly Queue<PublishBatch> _batches = new();
    private readonly StreamId _stream;
    private readonly Func<LiveEntry[], Task> _toHub;
    private readonly LiveStreamOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopped;
    private readonly KeyValuePair<string, object?> _tag;
    private readonly long _id = Random.Shared.NextInt64();
    private PublishBatch? _filling;
    private long _sequence;
    private long _pendingBytes;
    private long _used;
    private bool _running;
    private bool _retired;

    /// <param name="stream">The stream.</param>
    /// <param name="toHub">Makes the call.</param>
    /// <param name="options">Of the provider.</param>
    /// <param name="time">For pauses and limits.</param>
    /// <param name="logger">For what fails.</param>
    /// <param name="stopped">Ends retries when the process stops.</param>
    public StreamPublisher(StreamId stream, Func<LiveEntry[], Task> toHub, LiveStreamOptions options, TimeProvider time, ILogger logger, CancellationToken stopped)
    {
        _stream = stream;
        _toHub = toHub;
        _options = options;
        _time = time;
        _logger = logger;
        _stopped = stopped;
        _tag = StreamingMetrics.Tag(stream);
        _used = time.GetTimestamp();
    }

    /// <summary>Appends an item.</summary>
    /// <returns>A task that completes when the hub has the item; <see langword="null"/> when this publisher was retired: take a new one.</returns>
    public Task? TryPublish(object? item, int bytes)
    {
        Task done;
        bool start;
        lock (_gate)
        {
            if (_retired) return null;
            if (_pendingBytes > 0 && _pendingBytes + bytes > _options.MaxPublishPendingBytes)
                return Task.FromException(new LiveStreamFullException(_stream, _pendingBytes, _options.MaxPublishPendingBytes));
            if (_filling is null || _filling.Bytes + bytes > _options.MaxBatchBytes) _batches.Enqueue(_filling = new PublishBatch());
            _filling.Add(new LiveEntry(_id, ++_sequence, bytes, item));
            _pendingBytes += bytes;
            done = _filling.Done;
            start = !_running;
            _running = true;
        }

        StreamingMetrics.PendingBytes.Add(bytes, StreamingMetrics.Publish, _tag);
        if (start) Unattended.StartHere(RunAsync);
        return done;
    }

    /// <summary>Ends this publisher if it has been silent for so long; it must not be used afterwards.</summary>
    public bool TryRetire(TimeSpan silence)
    {
        lock (_gate)
        {
            if (_running || _time.GetElapsedTime(_used) < silence) return false;
            return _retired = true;
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            PublishBatch? batch;
            lock (_gate)
            {
                if (!_batches.TryDequeue(out batch))
                {
                    _used = _time.GetTimestamp();
                    _running = false;
                    return;
                }

                if (batch == _filling) _filling = null;
            }

            var failure = await SendAsync(batch.Entries.ToArray()).ConfigureAwait(false);
            lock (_gate) _pendingBytes -= batch.Bytes;
            StreamingMetrics.PendingBytes.Add(-batch.Bytes, StreamingMetrics.Publish, _tag);
            if (failure is null) batch.Succeed();
            else batch.Fail(failure);
        }
    }

    /// <summary>Makes the call, with the same batch again after an error, so that no item is lost and none overtakes another.</summary>
    private async Task<Exception?> SendAsync(LiveEntry[] entries)
    {
        StreamingMetrics.BatchSize.Record(entries.Length, StreamingMetrics.Publish, _tag);
        var since = _time.GetTimestamp();
        var (attempt, pause) = (_options.AttemptTimeout, _options.RetryDelay);
        while (true)
        {
            try
            {
                _stopped.ThrowIfCancellationRequested();
                StreamingMetrics.Calls.Add(1, StreamingMetrics.Publish, _tag);
                await _toHub(entries).Within(attempt, _time).ConfigureAwait(false);
                StreamingMetrics.Published.Add(entries.Length, _tag);
                return null;
            }
            catch (Exception exception)
            {
                if (_stopped.IsCancellationRequested) return exception;
                if (_time.GetElapsedTime(since) > _options.PublishTimeout)
                {
                    LogGivenUp(_logger, exception, _stream, entries.Length, _options.PublishTimeout);
                    return new TimeoutException($"Stream {_stream}: the hub did not take {entries.Length} items within {_options.PublishTimeout}.", exception);
                }

                StreamingMetrics.Retries.Add(1, StreamingMetrics.Publish, _tag);
                LogRetry(_logger, exception, _stream, entries.Length, pause);
            }

            await Task.Delay(pause, _time, CancellationToken.None).ConfigureAwait(false);
            (attempt, pause) = (Backoff.NextAttempt(attempt), Backoff.Next(pause, _options.RetryDelay));
        }
    }

    [LoggerMessage(EventId = 4111, Level = LogLevel.Debug, Message = "Stream {Stream}: {Count} items could not be published; trying again in {Pause}")]
    private static partial void LogRetry(ILogger logger, Exception exception, StreamId stream, int count, TimeSpan pause);

    [LoggerMessage(EventId = 4112, Level = LogLevel.Warning, Message = "Stream {Stream}: {Count} items were given up after {Timeout}")]
    private static partial void LogGivenUp(ILogger logger, Exception exception, StreamId stream, int count, TimeSpan timeout);
}
