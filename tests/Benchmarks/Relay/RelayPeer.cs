using System.Diagnostics;
using System.Net.WebSockets;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Benchmarks.Relay;

/// <summary>One end of a socket to a gateway: says Hello, answers pings, hands on the rest.</summary>
internal abstract class RelayPeer : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly int _bytesPerSecond;
    private readonly TaskCompletionSource _welcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _hearing = Task.CompletedTask;

    /// <param name="socket">The socket.</param>
    /// <param name="bytesPerSecond">How fast it is read; 0 for as fast as it can be.</param>
    protected RelayPeer(ClientWebSocket socket, int bytesPerSecond = 0) => (_socket, _bytesPerSecond) = (socket, bytesPerSecond);

    /// <summary>Microseconds of the one clock of this process.</summary>
    internal static long Now => (long)(Stopwatch.GetTimestamp() * (1_000_000.0 / Stopwatch.Frequency));

    /// <summary>Why it stopped to hear; null while it hears.</summary>
    internal string? Failure { get; private set; }

    internal async Task Greet()
    {
        _hearing = Task.Run(Hear);
        await Send(ControlJson.Write(new Hello([ControlJson.Version], "bench", ["palette", "jpeg", "webp"])));
        await _welcome.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _hearing;
        _socket.Dispose();
        _sending.Dispose();
        GC.SuppressFinalize(this);
    }

    protected internal async Task Send(ReadOnlyMemory<byte> message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    protected abstract Task Got(ReadOnlyMemory<byte> message);

    private async Task Hear()
    {
        var buffer = new byte[Caps.Message];
        int most = _bytesPerSecond == 0 ? buffer.Length : Math.Max(512, _bytesPerSecond / 16);
        long due = Now;
        try
        {
            while (true)
            {
                int length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length, Math.Min(most, buffer.Length - length)), CancellationToken.None);
                    length += part.Count;
                    if (_bytesPerSecond == 0) continue;
                    due = Math.Max(due, Now) + part.Count * 1_000_000L / _bytesPerSecond;
                    await Task.Delay(TimeSpan.FromMicroseconds(Math.Max(0, due - Now)));
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close) throw new IOException($"closed with {(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}");
                await Handle(buffer.AsMemory(0, length));
            }
        }
        catch (Exception ended) when (ended is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            Failure = ended.Message;
            _welcome.TrySetException(ended);
        }
    }

    private async Task Handle(ReadOnlyMemory<byte> message)
    {
        switch ((MessageKind)message.Span[0])
        {
            case MessageKind.Welcome:
                _welcome.TrySetResult();
                break;
            case MessageKind.Refused when ControlJson.TryRead(message.Span[MessageHeader.Size..], out Refused? refused) == ProtocolError.None:
                throw new IOException(refused!.Detail);
            case MessageKind.Ping when PingMessage.TryRead(message.Span[MessageHeader.Size..], out PingMessage ping) == ProtocolError.None:
                var pong = new byte[PongMessage.MessageSize];
                new PongMessage(ping.SentAt, (ulong)Now).Write(pong);
                await Send(pong);
                break;
            default:
                await Got(message);
                break;
        }
    }
}
