using Orleans.Streams;
using RemoteAssist.Streaming.Subscribing;

namespace RemoteAssist.Streaming;

/// <summary>One stream as the program sees it; costs nothing until it is used.</summary>
internal sealed class LiveStream<T>(LiveStreamProvider provider, StreamId id) : IAsyncStream<T>
{
    public bool IsRewindable => false;

    public string ProviderName => provider.Name;

    public StreamId StreamId => id;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => provider.PublishAsync(id, item);

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var published = batch.Select(item => provider.PublishAsync(id, item)).ToArray();
        return Task.WhenAll(published);
    }

    public Task OnCompletedAsync() => throw LiveStream.NeverEnds();

    public Task OnErrorAsync(Exception ex) => throw LiveStream.NeverEnds();

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, token: null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (filterData is not null) throw new NotSupportedException("Live streams have no filters.");
        return SubscribeAsync(new ItemSink<T>(observer), token);
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => SubscribeAsync(observer, token: null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return SubscribeAsync(new BatchSink<T>(observer), token);
    }

    /// <summary>This process's own subscriptions: nobody knows those of others, which are leases and not records.</summary>
    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() => Task.FromResult(provider.HandlesOf<T>(id));

    public bool Equals(IAsyncStream<T>? other) => other is LiveStream<T> stream && stream.ProviderName == ProviderName && stream.StreamId == id;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => HashCode.Combine(ProviderName, id);

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : id.CompareTo(other.StreamId);

    public override string ToString() => $"{ProviderName}/{id}";

    private Task<StreamSubscriptionHandle<T>> SubscribeAsync(ISink sink, StreamSequenceToken? token)
    {
        LiveStream.RefuseRewinding(token);
        return provider.SubscribeAsync<T>(id, sink);
    }
}

/// <summary>What live streams of all types share.</summary>
internal static class LiveStream
{
    public static void RefuseRewinding(StreamSequenceToken? token)
    {
        if (token is not null) throw new NotSupportedException("Live streams keep nothing and cannot be rewound: subscribe without a token.");
    }

    public static NotSupportedException NeverEnds() => new("A live stream has no end: publishers come and go. Unsubscribe, or publish an item that says so.");
}
