using System.Diagnostics;

namespace RemoteAssist.StreamNode;

/// <summary>Publishes to some streams at a steady rate each, their beats spread evenly, without awaiting one before the next.</summary>
internal sealed class Load
{
    private readonly CancellationTokenSource _stop = new();
    private readonly int _publisher = Environment.ProcessId;
    private readonly ITransport _transport;
    private readonly Task<long>[] _streams;
    private long _sent;
    private long _failed;

    public Load(ITransport transport, string prefix, int count, int rate, int bytes)
    {
        _transport = transport;
        _streams = [.. Enumerable.Range(0, count).Select(i => Task.Run(() => PublishAsync(prefix + i, TimeSpan.FromSeconds(1.0 / rate), TimeSpan.FromSeconds((double)i / count / rate), bytes)))];
    }

    public long Sent => Interlocked.Read(ref _sent);

    public async Task<LoadReport> StopAsync()
    {
        await _stop.CancelAsync();
        var numbers = await Task.WhenAll(_streams);
        return new LoadReport(numbers.Sum(), Interlocked.Read(ref _failed), numbers.Min());
    }

    private async Task<long> PublishAsync(string key, TimeSpan beat, TimeSpan phase, int bytes)
    {
        var number = 0L;
        var under = new List<Task>();
        var next = Stopwatch.GetTimestamp() + phase.Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond;
        while (!_stop.IsCancellationRequested)
        {
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next);
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            next += beat.Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond;
            under.RemoveAll(task => task.IsCompleted);
            under.Add(SendAsync(key, new NodeItem(_publisher, ++number, Stopwatch.GetTimestamp(), new byte[bytes])));
            Interlocked.Increment(ref _sent);
        }

        await Task.WhenAll(under);
        return number;
    }

    private async Task SendAsync(string key, NodeItem item)
    {
        try
        {
            await _transport.PublishAsync(key, item);
        }
        catch (Exception exception)
        {
            Interlocked.Increment(ref _failed);
            await Console.Error.WriteLineAsync(exception.Message);
        }
    }
}

/// <summary>What was published.</summary>
/// <param name="Sent">Items, over all streams.</param>
/// <param name="Failed">Publications that failed.</param>
/// <param name="LeastOfAStream">Items of the stream with the fewest: its last item's number.</param>
public sealed record LoadReport(long Sent, long Failed, long LeastOfAStream);
