using Orleans.Concurrency;

namespace RemoteAssist.Streaming.Hub;

/// <summary>
/// Where a stream's publishers and subscribers meet; the key is <see cref="HubKey"/>. Every call is answered at once, and each caller
/// has at most one of a kind in flight, because messages in flight have no order among each other.
/// </summary>
[Alias("live-hub/1")]
internal interface ILiveHub : IGrainWithStringKey
{
    /// <summary>Takes a publisher's next items. The same batch may come again after an error: what the hub has already is ignored.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:02"), Alias("publish")]
    Task Publish([Immutable] LiveEntry[] entries);

    /// <summary>Makes or renews a subscription's lease.</summary>
    /// <param name="subscription">The subscription's random id.</param>
    /// <param name="observer">Where to deliver.</param>
    /// <param name="ready">False while the subscriber's own list is full: the hub keeps what comes until it is told true.</param>
    /// <returns>The lease's number. Another one than before means that the hub did not know this subscription any more: it begins now, and what was published before is gone.</returns>
    [AlwaysInterleave, ResponseTimeout("00:00:02"), Alias("renew")]
    Task<long> Renew(Guid subscription, ILiveObserver observer, bool ready);

    /// <summary>Ends a lease; unknown ones are fine.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:02"), Alias("unsubscribe")]
    Task Unsubscribe(Guid subscription);
}

/// <summary>A subscription's end of a hop; each has a message pump of its own.</summary>
[Alias("live-observer/1")]
internal interface ILiveObserver : IGrainObserver
{
    /// <summary>Takes the next items; the answer is the acknowledgement that lets the next call go.</summary>
    /// <param name="entries">The items, in order; may be empty when there is only a gap to tell.</param>
    /// <param name="dropped">Items dropped for this subscriber before these.</param>
    /// <returns>False when the subscriber's own list is full: it will renew its lease as soon as it is not.</returns>
    [ResponseTimeout("00:00:02"), Alias("deliver")]
    Task<bool> Deliver([Immutable] LiveEntry[] entries, long dropped);
}
