using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace RemoteAssist.Streaming.Tests;

/// <summary>Idle streams cost nothing but their leases.</summary>
public sealed class IdleTests
{
    [Fact]
    public async Task On_an_idle_stream_nothing_moves_but_each_subscribers_renewals()
    {
        // The meter is the process's: streams of this test are told from others' by their namespace.
        var calls = new ConcurrentDictionary<(string Instrument, string Hop), long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == StreamingMetrics.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var named = tags.ToArray().ToDictionary(tag => tag.Key, tag => $"{tag.Value}");
            if (named.GetValueOrDefault("stream.namespace") == "idle") calls.AddOrUpdate((instrument.Name, named.GetValueOrDefault("stream.hop", "")), value, (_, sum) => sum + value);
        });
        listener.Start();

        await using var cluster = await TestCluster.StartAsync(1, options => options.RenewInterval = TimeSpan.FromMilliseconds(200));
        var received = new Recorder<int>();
        for (var i = 0; i < 20; i++)
        {
            var stream = cluster.Stream<int>(StreamId.Create("idle", $"demo/{i}"));
            await stream.SubscribeAsync(received);
            await stream.OnNextAsync(i);
        }

        await received.Has(20);
        calls.Clear();
        await Eventually.True(() => calls.GetValueOrDefault(("remoteassist.streaming.calls", "renew")) >= 60);
        Assert.Equal(["remoteassist.streaming.calls/renew"], calls.Keys.Select(key => $"{key.Instrument}/{key.Hop}"));
    }
}
