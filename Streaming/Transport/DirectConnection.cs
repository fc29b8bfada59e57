using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace RemoteAssist.Streaming.Transport;

/// <summary>A TCP connection whose reader and writer work on the socket itself.</summary>
internal sealed class DirectConnection : DefaultConnectionContext, IDuplexPipe
{
    /// <summary>Bytes taken from the socket, and gathered for it, at a time: a frame's largest part with its envelope fits in two.</summary>
    private const int BufferBytes = 64 * 1024;

    private readonly Socket _socket;
    private readonly CancellationTokenSource _closed = new();
    private int _aborted;

    public DirectConnection(Socket socket)
    {
        _socket = socket;
        socket.NoDelay = true;

        // A peer that vanished without a word is noticed after 90 s and five probes, were it not noticed by membership long before.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 90);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 30);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 5);
        ConnectionId = Guid.NewGuid().ToString("N");
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        ConnectionClosed = _closed.Token;
        var stream = new NetworkStream(socket, ownsSocket: false);
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(MemoryPool<byte>.Shared, BufferBytes, minimumReadSize: BufferBytes / 4, leaveOpen: true));
        Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(MemoryPool<byte>.Shared, BufferBytes, leaveOpen: true));
        Transport = this;
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        if (Interlocked.Exchange(ref _aborted, 1) != 0) return;
        _socket.Dispose();

        // Whoever listens may dispose this connection: not on the thread that aborts it.
        ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);
    }

    public override async ValueTask DisposeAsync()
    {
        Abort(new ConnectionAbortedException("The connection is disposed of."));
        await Input.CompleteAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
