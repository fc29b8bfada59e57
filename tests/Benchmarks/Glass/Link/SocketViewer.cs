using System.Net.WebSockets;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Benchmarks.Glass.Link;

/// <summary>A viewer that takes part in everything but drawing: dozens of them cost this machine less than one browser.</summary>
internal sealed class SocketViewer : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>Joins a session.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="ticket">A viewer's.</param>
    public static async Task<SocketViewer> Join(Uri gateway, string ticket)
    {
        var viewer = new SocketViewer();
        viewer._socket.Options.AddSubProtocol(ControlJson.Subprotocol);
        viewer._socket.Options.AddSubProtocol(ControlJson.TicketPrefix + ticket);
        viewer._socket.Options.SetRequestHeader("Origin", gateway.GetLeftPart(UriPartial.Authority));
        await viewer._socket.ConnectAsync(new UriBuilder(gateway) { Scheme = "ws", Path = "/ws/viewer" }.Uri, viewer._stop.Token);
        await viewer.Send(ControlJson.Write(new Hello([ControlJson.Version], "bench", ["palette", "jpeg", "webp", "vp9"])));
        viewer._reading = viewer.Read();
        return viewer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    private ValueTask Send(ReadOnlyMemory<byte> message) => _socket.SendAsync(message, WebSocketMessageType.Binary, true, _stop.Token);

    private async Task Read()
    {
        var buffer = new byte[Caps.Message];
        var answer = new byte[64];
        try
        {
            while (true)
            {
                int length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close) return;
                if (Answer(buffer.AsSpan(0, length), answer) is var size and > 0) await Send(answer.AsMemory(0, size));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            // The session is over.
        }
    }

    private static int Answer(ReadOnlySpan<byte> message, Span<byte> answer)
    {
        switch ((MessageKind)message[0])
        {
            case MessageKind.Update when Update.TryReadHeader(message, out _, out UpdateHeader header) == ProtocolError.None:
                return new AckMessage(header.Seq, 1000).Write(answer);
            case MessageKind.Ping when PingMessage.TryRead(message[MessageHeader.Size..], out PingMessage ping) == ProtocolError.None:
                return new PongMessage(ping.SentAt, (ulong)(GlassPage.Now() * 1000)).Write(answer);
            default:
                return 0;
        }
    }
}
