namespace RemoteAssist.Streaming.Hub;

/// <summary>What a hub that moves in good order hands to its next activation, so that nobody is told of a gap who has none.</summary>
[GenerateSerializer, Immutable, Alias("live-hub-hand-over/1")]
internal sealed record HubHandOver([property: Id(0)] HandedSubscriber[] Subscribers, [property: Id(1)] Dictionary<long, long> Positions);

/// <summary>A lease, and how many items its subscriber has not got and not been told of.</summary>
[GenerateSerializer, Immutable, Alias("live-handed-subscriber/1")]
internal sealed record HandedSubscriber([property: Id(0)] Guid Subscription, [property: Id(1)] long Lease, [property: Id(2)] ILiveObserver Observer, [property: Id(3)] long Missing);
