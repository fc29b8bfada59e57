using Orleans.Streams;

namespace RemoteAssist.Streaming.Subscribing;

/// <summary>A subscriber's callback, whatever its type.</summary>
internal interface ISink
{
    /// <summary>How many items one callback takes.</summary>
    int MostItems { get; }

    Task Items(List<LiveEntry> entries);

    Task Gap(LiveStreamGapException gap);
}

/// <summary>One item a callback.</summary>
internal sealed class ItemSink<T>(IAsyncObserver<T> observer) : ISink
{
    public int MostItems => 1;

    public Task Items(List<LiveEntry> entries)
    {
        var entry = entries[0];
        return observer.OnNextAsync((T)entry.Item!, new LiveSequenceToken(entry.Publisher, entry.Sequence));
    }

    public Task Gap(LiveStreamGapException gap) => observer.OnErrorAsync(gap);
}

/// <summary>All that waits in one callback.</summary>
internal sealed class BatchSink<T>(IAsyncBatchObserver<T> observer) : ISink
{
    public int MostItems => int.MaxValue;

    public Task Items(List<LiveEntry> entries)
        => observer.OnNextAsync([.. entries.Select(e => new SequentialItem<T>((T)e.Item!, new LiveSequenceToken(e.Publisher, e.Sequence)))]);

    public Task Gap(LiveStreamGapException gap) => observer.OnErrorAsync(gap);
}
