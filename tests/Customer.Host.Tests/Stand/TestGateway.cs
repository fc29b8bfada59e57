using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace RemoteAssist.Customer.Host.Tests.Stand;

/// <summary>A gateway as far as a host program sees one: join, resume, and one WebSocket at a time.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    internal const string Pin = "482913";

    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly ConcurrentQueue<HostSocket> _sockets = new();

    internal TestGateway()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    internal Uri Address { get; }

    /// <summary>Every request so far: path and body.</summary>
    internal ConcurrentQueue<(string Path, string Body)> Requests { get; } = new();

    /// <summary>What a join with the right PIN is answered with.</summary>
    internal int JoinStatus { get; set; } = 200;

    /// <summary>What a resume is answered with.</summary>
    internal int ResumeStatus { get; set; } = 200;

    /// <summary>The connections so far.</summary>
    internal IReadOnlyCollection<HostSocket> Sockets => _sockets;

    /// <summary>Waits for the connection of this number, from 1, and for what the host says once it is welcome.</summary>
    internal async Task<HostSocket> Connection(int number = 1)
    {
        await Rig.Wait.Until($"connection {number} of the host", () => _sockets.Count >= number && _sockets.ElementAt(number - 1).Rights is not null, now: () => $"{_sockets.Count} connections");
        return _sockets.ElementAt(number - 1);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        foreach (HostSocket socket in _sockets) socket.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                await AnswerAsync(context);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed by the test.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        string path = context.Request.Url!.AbsolutePath;
        if (context.Request.IsWebSocketRequest)
        {
            HttpListenerWebSocketContext socket = await context.AcceptWebSocketAsync("remoteassist.v1");
            _sockets.Enqueue(new HostSocket(socket.WebSocket, context.Request.Headers["Sec-WebSocket-Protocol"] ?? string.Empty));
            return;
        }

        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        string body = await reader.ReadToEndAsync();
        Requests.Enqueue((path, body));
        int status = path == "/api/v1/join/resume" ? ResumeStatus : body.Contains($"\"{Pin}\"", StringComparison.Ordinal) ? JoinStatus : 404;
        context.Response.StatusCode = status;
        var answer = new
        {
            tenant = "demo",
            tenantName = "Demo Contact Center",
            session = "s1",
            ticket = $"demo.s1.t{Requests.Count}",
            resumeSecret = "secret",
            askedBy = "Anna",
            code = 47,
        };
        byte[] json = status is 200 or 202 ? JsonSerializer.SerializeToUtf8Bytes(answer) : """{"code":"refused"}"""u8.ToArray();
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(json);
        context.Response.Close();
    }
}
