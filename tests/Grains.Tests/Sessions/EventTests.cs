using System.Collections.Concurrent;
using Orleans.Streams;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Tests.Stores;

namespace RemoteAssist.Grains.Tests.Sessions;

public sealed class EventTests(Cluster cluster)
{
    [Fact]
    public Task Every_change_that_can_be_seen_reaches_the_events_stream_and_nothing_else_does() => Follow(cluster.Client);

    [Fact]
    public async Task The_stock_memory_streams_carry_the_events_too_when_they_are_set()
    {
        using var directory = new TemporaryDirectory();
        await using SiloHost silo = await SiloHost.Local(directory.Path, "Memory");
        await silo.Client.GetGrain<ITenantGrain>(Cluster.Tenant).Create("Acme Support");
        await Follow(silo.Client);
    }

    private static async Task Follow(IClusterClient client)
    {
        SessionKey key = Cluster.NewKey();
        ISessionGrain session = client.GetGrain<ISessionGrain>(key.ToString());
        ConcurrentQueue<SessionSnapshot> seen = new();
        IAsyncStream<SessionChanged> stream = client.GetStreamProvider(StreamNames.Provider).GetStream<SessionChanged>(StreamId.Create(StreamNames.Events, key.ToString()));
        StreamSubscriptionHandle<SessionChanged> subscription = await stream.SubscribeAsync((change, _) =>
        {
            seen.Enqueue(change.Snapshot);
            return Task.CompletedTask;
        });
        await session.Start(new StartSession("anna@acme.example", "Anna"));
        await session.Open(SessionCalls.Agent());
        (Guid host, _) = await session.OpenHost();
        await session.SetConsent(host, SessionRights.See);
        await session.End(EndReason.AgentLeft);
        SessionSnapshot last = await session.Snapshot();
        await Eventually.Is(() => seen.LastOrDefault()?.Version == last.Version, $"version {last.Version} of the session, its last, in its events stream");
        await subscription.UnsubscribeAsync();
        Assert.Equal(seen.Select(snapshot => snapshot.Version).Distinct().Order(), seen.Select(snapshot => snapshot.Version));
        Assert.Equal(6, last.Version);
        Assert.Equal((EndReason.AgentLeft, ""), (seen.Last().EndReason, seen.Last().Pin));
    }
}
