namespace RemoteAssist.Streaming;

/// <summary>Why a subscriber missed items.</summary>
public enum LiveStreamGapReason
{
    /// <summary>The numbers of a publisher's items jumped: some were lost on the way, as around the death of a silo.</summary>
    Lost,

    /// <summary>The subscriber was too slow: what waited for it passed the cap in bytes or in age and was dropped.</summary>
    TooSlow,

    /// <summary>The hub did not know the subscriber any more, because it is a new one or because the lease had run out; whether items were missed cannot be known.</summary>
    Restored,
}

/// <summary>
/// Told to <see cref="Orleans.Streams.IAsyncObserver{T}.OnErrorAsync"/>: items are missing between what was delivered before and what
/// comes next. The subscription goes on by itself.
/// </summary>
public sealed class LiveStreamGapException : Exception
{
    internal LiveStreamGapException(StreamId stream, LiveStreamGapReason reason, long missing)
        : base($"Stream {stream}: {(missing > 0 ? $"{missing} items" : "perhaps some items")} missing ({reason}); the subscription goes on.")
    {
        Stream = stream;
        Reason = reason;
        Missing = missing;
    }

    /// <summary>The stream with the gap.</summary>
    public StreamId Stream { get; }

    /// <summary>Why items are missing.</summary>
    public LiveStreamGapReason Reason { get; }

    /// <summary>How many items are missing; 0 when it cannot be known.</summary>
    public long Missing { get; }
}
