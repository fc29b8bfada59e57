using Orleans.Streams;

namespace RemoteAssist.Streaming.Tests;

/// <summary>A subscriber that remembers all that it was told, in order.</summary>
internal sealed class Recorder<T>(Func<T, Task>? onItem = null) : IAsyncObserver<T>
{
    private readonly Lock _gate = new();
    private readonly List<T> _items = [];
    private readonly List<LiveSequenceToken> _tokens = [];
    private readonly List<LiveStreamGapException> _gaps = [];
    private readonly List<object> _story = [];

    public List<T> Items { get { lock (_gate) return [.. _items]; } }

    public List<LiveSequenceToken> Tokens { get { lock (_gate) return [.. _tokens]; } }

    public List<LiveStreamGapException> Gaps { get { lock (_gate) return [.. _gaps]; } }

    /// <summary>Items and gaps in the order in which they were told.</summary>
    public List<object> Story { get { lock (_gate) return [.. _story]; } }

    public Task Has(int count) => Eventually.True(() => Items.Count >= count, () => $"{Items.Count} of {count} items are there, {Gaps.Count} gaps.");

    public async Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        lock (_gate)
        {
            _items.Add(item);
            _tokens.Add((LiveSequenceToken)token!);
            _story.Add(item!);
        }

        if (onItem is not null) await onItem(item);
    }

    public Task OnErrorAsync(Exception ex)
    {
        lock (_gate)
        {
            _gaps.Add((LiveStreamGapException)ex);
            _story.Add(ex);
        }

        return Task.CompletedTask;
    }
}
