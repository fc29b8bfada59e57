using Orleans.Streams;
using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Grains.Interfaces;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// Publishes without waiting for each publication, in order, with a bound on what is on its way: past it, whoever publishes waits, and so
/// does the peer behind it.
/// </summary>
internal sealed partial class StreamPublisher(IAsyncStream<LiveMessage> stream, Action<uint>? accepted, ILogger logger)
{
    /// <summary>Bytes that may be on their way; below what the stream itself would refuse.</summary>
    internal const int MostBytes = 2 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<Pending> _pending = new();
    private TaskCompletionSource? _room;
    private int _bytes;
    private bool _watching;

    /// <summary>Publishes <paramref name="message"/>; returns at once while there is room, else when there is room again.</summary>
    /// <param name="message">The whole protocol message.</param>
    /// <param name="seq">What to tell <c>accepted</c> once the stream has it and all before it; null to tell nothing.</param>
    internal Task Publish(LiveMessage message, uint? seq = null)
    {
        lock (_lock)
        {
            Task published;
            try
            {
                published = stream.OnNextAsync(message);
            }
            catch (Exception failure)
            {
                published = Task.FromException(failure);
            }

            if (published.IsCompletedSuccessfully && _pending.Count == 0)
            {
                if (seq is { } done) accepted?.Invoke(done);
                return Task.CompletedTask;
            }

            _pending.Enqueue(new Pending(published, message.Bytes.Length, seq));
            _bytes += message.Bytes.Length;
            if (!_watching)
            {
                _watching = true;
                _ = Watch();
            }

            if (_bytes <= MostBytes) return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    private async Task Watch()
    {
        while (true)
        {
            Pending head;
            lock (_lock)
            {
                if (!_pending.TryPeek(out head))
                {
                    _watching = false;
                    return;
                }
            }

            try
            {
                await head.Published.ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                // What is lost leaves a gap in the sequence, which the relays see and have repaired.
                LogFailed(failure, stream.StreamId);
            }

            TaskCompletionSource? room = null;
            lock (_lock)
            {
                _pending.Dequeue();
                _bytes -= head.Bytes;
                if (_bytes <= MostBytes / 2) (room, _room) = (_room, null);
            }

            if (head.Seq is { } seq) accepted?.Invoke(seq);
            room?.SetResult();
        }
    }

    private readonly record struct Pending(Task Published, int Bytes, uint? Seq);

    [LoggerMessage(LogEvents.PublishFailed, LogLevel.Warning, "A message could not be published to {Stream}")]
    private partial void LogFailed(Exception failure, StreamId stream);
}
