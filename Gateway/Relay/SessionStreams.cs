using Orleans.Streams;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Gateway.Relay;

/// <summary>A session's streams through the configured provider.</summary>
internal sealed class SessionStreams(IClusterClient cluster)
{
    internal IAsyncStream<LiveMessage> Frames(SessionKey session) => Stream<LiveMessage>(StreamNames.Frames, session);

    internal IAsyncStream<LiveMessage> Input(SessionKey session) => Stream<LiveMessage>(StreamNames.Input, session);

    internal IAsyncStream<SessionChanged> Events(SessionKey session) => Stream<SessionChanged>(StreamNames.Events, session);

    private IAsyncStream<T> Stream<T>(string name, SessionKey session) =>
        cluster.GetStreamProvider(StreamNames.Provider).GetStream<T>(StreamId.Create(name, session.ToString()));
}
