using System.Net.WebSockets;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Tests.Peers;

/// <summary>A WebSocket that keeps all it hears.</summary>
internal class Peer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<byte[]> _heard = [];
    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Task _hearing;
    private TaskCompletionSource? _held;

    protected Peer(ClientWebSocket socket)
    {
        _socket = socket;
        _hearing = Hear();
    }

    /// <summary>The close code, once closed; -1 when the connection was cut.</summary>
    internal int? Closed { get; private set; }

    internal byte[][] Heard
    {
        get
        {
            lock (_lock) return [.. _heard];
        }
    }

    internal static async Task<ClientWebSocket> Connect(Uri gateway, string path, string? ticket, string? origin, CancellationToken cancellation = default)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(ControlJson.Subprotocol);
        if (ticket is not null) socket.Options.AddSubProtocol(ControlJson.TicketPrefix + ticket);
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(new UriBuilder(gateway) { Scheme = "ws", Path = path }.Uri, cancellation);
            return socket;
        }
        catch (WebSocketException refused)
        {
            int status = (int)socket.HttpStatusCode;
            socket.Dispose();
            throw new RefusedBeforeUpgradeException(status, refused);
        }
    }

    internal Task Send<T>(T record)
        where T : class => SendBytes(ControlJson.Write(record));

    internal async Task SendBytes(ReadOnlyMemory<byte> message, WebSocketMessageType type = WebSocketMessageType.Binary, bool end = true)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, type, end, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    internal Task SendHello() => Send(new Hello([ControlJson.Version], "test", ["palette"]));

    /// <summary>Waits for the first message of a kind that also fits.</summary>
    internal async Task<byte[]> Hears(MessageKind kind, string what, Func<byte[], bool>? fits = null)
    {
        byte[]? found = null;
        await Eventually.True(() => (found = Heard.FirstOrDefault(message => message[0] == (byte)kind && (fits is null || fits(message)))) is not null || Closed is not null, $"{what} (heard: {Kinds()})");
        return found ?? throw new InvalidOperationException($"The connection closed with {Closed} instead of: {what} (heard: {Kinds()})");
    }

    internal async Task<T> Hears<T>(MessageKind kind, string what, Func<T, bool>? fits = null)
        where T : class
    {
        T? record = null;
        await Hears(kind, what, message => ControlJson.TryRead(message.AsSpan(MessageHeader.Size), out record) == ProtocolError.None && (fits is null || fits(record!)));
        return record!;
    }

    internal async Task<int> HearsClose(string what)
    {
        await Eventually.True(() => Closed is not null, $"{what} (heard: {Kinds()})");
        return Closed!.Value;
    }

    /// <summary>Stops reading from the socket, as a stalled page does, until <see cref="GoOn"/>.</summary>
    internal void Hold()
    {
        lock (_lock) _held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    internal void GoOn()
    {
        lock (_lock)
        {
            _held?.SetResult();
            _held = null;
        }
    }

    internal void Cut() => _socket.Abort();

    internal async Task Leave() => await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        GoOn();
        _socket.Abort();
        await _hearing;
        _socket.Dispose();
        _sending.Dispose();
        GC.SuppressFinalize(this);
    }

    protected virtual Task Answer(byte[] message) => Task.CompletedTask;

    private string Kinds() => string.Join(' ', Heard.Select(message => (MessageKind)message[0]).TakeLast(20));

    private async Task Hear()
    {
        var buffer = new byte[Caps.Message];
        try
        {
            while (true)
            {
                int length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    Task? held;
                    lock (_lock) held = _held?.Task;
                    if (held is not null) await held;
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    Closed = (int)_socket.CloseStatus!;
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    return;
                }

                byte[] message = buffer[..length];
                lock (_lock) _heard.Add(message);
                await Answer(message);
            }
        }
        catch (Exception cut) when (cut is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            Closed ??= -1;
        }
    }
}

/// <summary>The gateway answered with an HTTP status instead of the upgrade.</summary>
internal sealed class RefusedBeforeUpgradeException(int status, Exception inner) : Exception($"HTTP {status}", inner)
{
    internal int Status => status;
}
