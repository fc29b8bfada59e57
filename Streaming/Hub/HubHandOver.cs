namespace RemoteAssist.Streaming.Hub;

/// <summary>What a hub that moves in good order hands to its next activation, so that nobody is told of a gap who has none.</summary>
[GenerateSerializer, Immutable, Alias("live-hub-hand-over/1")]
internal sealed record HubHandOver([property: Id(0)] HandedSubscriber[] Subscribers, [property: Id(1)] Dictionary<long, long> Positions);

/// <summary>A lease in the hand-over, with the items that its subscriber has not got.</summary>
[GenerateSerializer, Immutable, Alias("live-handed-subscriber/1")]
internal sealed record HandedSubscriber([property: Id(0)] Guid Subscription, [property: Id(1)] ILiveObserver Observer, [property: Id(2)] long Missing);
