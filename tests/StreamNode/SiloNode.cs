using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RemoteAssist.Streaming;
using RemoteAssist.Streaming.Transport;

namespace RemoteAssist.StreamNode;

/// <summary>A silo; the first one's port is the others' primary.</summary>
internal static class SiloNode
{
    public static async Task<int> RunAsync(string provider, string primary)
    {
        var (siloPort, gatewayPort) = (FreePort(), FreePort());
        var builder = Host.CreateApplicationBuilder();
        Quiet(builder.Logging);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, primary == "-" ? null : new IPEndPoint(IPAddress.Loopback, int.Parse(primary)), "streams", "streams");
            silo.ConfigureForLive();
            if (provider == "live") silo.UseDirectSockets().AddLiveStreams("live", Settings.Live);
            else silo.AddMemoryStreams("live").AddMemoryGrainStorage("PubSubStore");
        });
        using var host = builder.Build();
        await host.StartAsync();
        await Commands.ServeAsync(new { siloPort, gatewayPort }, words => words switch
        {
            ["stop"] => StopAsync(host),
            _ => throw new ArgumentException($"Unknown command: {string.Join(' ', words)}"),
        });
        return 0;
    }

    public static void Quiet(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(Enum.TryParse<LogLevel>(Environment.GetEnvironmentVariable("STREAM_NODE_LOG"), out var level) ? level : LogLevel.Critical);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<object> StopAsync(IHost host)
    {
        await host.StopAsync();
        return true;
    }
}
