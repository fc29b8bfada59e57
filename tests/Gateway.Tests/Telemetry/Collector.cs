using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace RemoteAssist.Gateway.Tests.Telemetry;

/// <summary>
/// Takes what is exported over OTLP/gRPC (opentelemetry-proto, collector services) and keeps the raw messages: names stand in a protobuf
/// message as they are.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Bytes)> _exports;

    private Collector(WebApplication app, ConcurrentQueue<(string Path, string Bytes)> exports) => (_app, _exports) = (app, exports);

    internal string Url => _app.Urls.First();

    internal static async Task<Collector> Start()
    {
        var exports = new ConcurrentQueue<(string, string)>();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(global::System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        WebApplication app = builder.Build();
        app.Run(async request =>
        {
            using var body = new MemoryStream();
            await request.Request.Body.CopyToAsync(body);
            exports.Enqueue((request.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            request.Response.ContentType = "application/grpc";
            // An empty message, and the status in a trailer: "gRPC over HTTP2", section "Responses".
            await request.Response.Body.WriteAsync(new byte[5]);
            request.Response.AppendTrailer("grpc-status", "0");
        });
        await app.StartAsync();
        return new Collector(app, exports);
    }

    /// <summary>Whether a name was exported by the service, <c>metrics</c> or <c>trace</c>.</summary>
    internal bool Has(string service, string name) =>
        _exports.Any(export => export.Path.Contains($".{service}.", StringComparison.Ordinal) && export.Bytes.Contains(name, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
