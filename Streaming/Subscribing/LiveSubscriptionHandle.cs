using Orleans.Streams;

namespace RemoteAssist.Streaming.Subscribing;

/// <summary>A subscription of this process. It lives as long as the process, or the grain activation, that made it, and cannot be stored.</summary>
internal sealed class LiveSubscriptionHandle<T>(LiveStreamProvider provider, StreamId stream, LiveSubscription subscription) : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => stream;

    public override string ProviderName => provider.Name;

    public override Guid HandleId => subscription.Id;

    public override Task UnsubscribeAsync() => provider.UnsubscribeAsync(subscription);

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return ResumeAsync(new ItemSink<T>(observer), token);
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return ResumeAsync(new BatchSink<T>(observer), token);
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other is not null && other.HandleId == HandleId;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    public override int GetHashCode() => HandleId.GetHashCode();

    private Task<StreamSubscriptionHandle<T>> ResumeAsync(ISink sink, StreamSequenceToken? token)
    {
        LiveStream.RefuseRewinding(token);
        subscription.Sink = provider.Bind(subscription.Id, sink);
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }
}
