namespace RemoteAssist.Streaming;

/// <summary>How a <c>live</c> stream provider behaves. Silos and clients that share a provider's name should share these values.</summary>
public sealed class LiveStreamOptions
{
    /// <summary>How often a subscriber renews its lease. Default 1 s; from 50 ms to 30 s.</summary>
    /// <remarks>Also the longest time for which a subscription is lost after its hub moved or died.</remarks>
    public TimeSpan RenewInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a hub remembers a subscriber that does not renew. Default 5 s; at least two <see cref="RenewInterval"/>s, at most 10 min.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a hub without leases and without publications stays in memory. Default 30 s; from 100 ms to 1 h.</summary>
    public TimeSpan IdleHubLifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a batch is tried again before the publication fails. Default 15 s; from 1 s to 10 min.</summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a subscription is tried before it fails. Default 15 s; from 1 s to 10 min.</summary>
    public TimeSpan SubscribeTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a call to a hub may go unanswered before it is made again; doubles up to 2 s. Default 500 ms; from 50 ms to 2 s.</summary>
    /// <remarks>A silo that died answers nothing. Calling again too soon does no harm: what the hub has already is ignored.</remarks>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The first pause after a call failed; doubles up to 16 times as long. Default 25 ms; from 1 ms to 10 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(25);

    /// <summary>Bytes of the largest item. Default 65,536, because larger arrays may land on the large object heap; from 1 to 64 MiB.</summary>
    public int MaxItemBytes { get; set; } = 64 * 1024;

    /// <summary>Bytes after which a call is full and what follows goes into the next one. Default 262,144; from 1 to 64 MiB.</summary>
    public int MaxBatchBytes { get; set; } = 256 * 1024;

    /// <summary>Bytes of one stream that may wait in a publishing process for its hub; more is refused with <see cref="LiveStreamFullException"/>. Default 4 MiB; from <see cref="MaxItemBytes"/> to 1 GiB.</summary>
    public int MaxPublishPendingBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Bytes that may wait in the hub for one subscriber; past that all of it is dropped and the subscriber is told of the gap. Default 2 MiB; from <see cref="MaxItemBytes"/> to 1 GiB.</summary>
    public int MaxSubscriberPendingBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Bytes that may wait inside the subscriber's process before the hub stops sending. Default 512 KiB; from <see cref="MaxItemBytes"/> to 1 GiB.</summary>
    public int SubscriberWindowBytes { get; set; } = 512 * 1024;

    /// <summary>How long an item may wait for a subscriber, in the hub and again in the subscriber's process, before all that waits is dropped. Default 2 s; from 50 ms to 10 min.</summary>
    public TimeSpan MaxPendingAge { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Bytes counted for an item whose size nothing tells. Default 256; from 1 to <see cref="MaxItemBytes"/>.</summary>
    public int EstimatedItemBytes { get; set; } = 256;

    /// <summary>
    /// Tells an item's size in bytes. Default <see langword="null"/>: an <see cref="ILiveItem"/> says its own, arrays and memory of
    /// bytes and strings are measured, anything else counts as <see cref="EstimatedItemBytes"/>. A negative answer means 'not known'.
    /// </summary>
    public Func<object, int>? SizeOf { get; set; }

    internal int Measure(object? item)
    {
        if (item is null) return EstimatedItemBytes;
        if (SizeOf?.Invoke(item) is { } told and >= 0) return told;
        return item switch
        {
            ILiveItem live => live.ByteCount,
            byte[] bytes => bytes.Length,
            ReadOnlyMemory<byte> memory => memory.Length,
            string text => text.Length * sizeof(char),
            _ => EstimatedItemBytes,
        };
    }
}
