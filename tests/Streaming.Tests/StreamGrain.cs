using System.Collections.Concurrent;

namespace RemoteAssist.Streaming.Tests;

/// <summary>A grain as the product has them: not reentrant, publishing and subscribing.</summary>
public interface IStreamGrain : IGrainWithGuidKey
{
    Task Subscribe(StreamId stream);

    Task Publish(StreamId stream, int count);

    Task<List<int>> Received();

    /// <summary>Does not end before the test says so.</summary>
    Task Hold();
}

public sealed class StreamGrain : Grain, IStreamGrain
{
    private static readonly ConcurrentDictionary<Guid, Gate> Gates = [];
    private readonly Recorder<int> _received;

    public StreamGrain() => _received = new Recorder<int>(_ =>
    {
        if (Gates.TryGetValue(this.GetPrimaryKey(), out var gate)) gate.Callback();
        return Task.CompletedTask;
    });

    /// <summary>Lets a test hold a grain inside a request, and see what runs meanwhile.</summary>
    internal static Gate HoldNext(Guid grain) => Gates[grain] = new Gate();

    public Task Subscribe(StreamId stream) => this.GetStreamProvider("live").GetStream<int>(stream).SubscribeAsync(_received);

    public async Task Publish(StreamId stream, int count)
    {
        for (var i = 0; i < count; i++) await this.GetStreamProvider("live").GetStream<int>(stream).OnNextAsync(i);
    }

    public Task<List<int>> Received() => Task.FromResult(_received.Items);

    public async Task Hold() => await Gates[this.GetPrimaryKey()].HeldAsync();

    internal sealed class Gate : IDisposable
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _callbacks;

        public bool IsHeld { get; private set; }

        public int CallbacksWhileHeld => Volatile.Read(ref _callbacks);

        public async Task HeldAsync()
        {
            IsHeld = true;
            await _released.Task;
            IsHeld = false;
        }

        public void Callback()
        {
            if (IsHeld) Interlocked.Increment(ref _callbacks);
        }

        public void Release() => _released.TrySetResult();

        public void Dispose() => Release();
    }
}
