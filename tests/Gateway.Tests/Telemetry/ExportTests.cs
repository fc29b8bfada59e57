using RemoteAssist.Gateway.Tests.Peers;

namespace RemoteAssist.Gateway.Tests.Telemetry;

/// <summary>What an operator sees of a running system.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task Metrics_of_sessions_viewers_frames_and_every_hop_and_traces_reach_the_collector()
    {
        await using Collector collector = await Collector.Start();
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start(
            $"--Telemetry:OtlpEndpoint={collector.Url}", "--Telemetry:TraceShare=1", "--OTEL_METRIC_EXPORT_INTERVAL=500", "--OTEL_BSP_SCHEDULE_DELAY=500");
        (HttpClient agent, string session, string pin) = await gateway.StartSession();
        await using TestViewer viewer = await TestViewer.Watch(gateway, agent, session);
        await using TestHost host = await TestHost.Share(gateway, pin);
        await host.Draw(0x112233, Enumerable.Range(0, TestHost.Tiles));
        await viewer.Shows(0x112233, "the picture at the viewer");

        string[] metrics =
        [
            "remoteassist.sessions.started", "remoteassist.sessions.joins", "remoteassist.sessions.live",
            "remoteassist.gateway.viewers", "remoteassist.gateway.hosts", "remoteassist.gateway.frames", "remoteassist.gateway.received", "remoteassist.gateway.sent",
            "remoteassist.gateway.repairs", "remoteassist.gateway.delay.stream", "remoteassist.gateway.delay.queue", "remoteassist.gateway.delay.viewer",
            "remoteassist.streaming.delivered", "orleans-", "http.server.request.duration",
        ];
        foreach (string metric in metrics) await Eventually.True(() => collector.Has("metrics", metric), $"the metric {metric} at the collector");
        await Eventually.True(() => collector.Has("trace", "ISessionGrain"), "a trace of a call to a session grain at the collector");
    }
}
