using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace RemoteAssist.Benchmarks.Glass.Link;

/// <summary>
/// A slow line to a server of this machine: whoever connects here reaches it with a limited rate and a delay, each way. All connections share the
/// line. It holds a tenth of a second of bytes that wait for their turn, as a good router does; what is more stays with the sender.
/// </summary>
internal sealed class ShapedLink : IAsyncDisposable
{
    private const int Segment = 1400;

    private static readonly TimeSpan LongestQueue = TimeSpan.FromMilliseconds(100);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly Direction _up, _down;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    /// <summary>Opens the line.</summary>
    /// <param name="target">The server's port on this machine.</param>
    /// <param name="bitsPerSecond">Of each direction.</param>
    /// <param name="delay">Of each direction.</param>
    public ShapedLink(int target, double bitsPerSecond, TimeSpan delay)
    {
        _target = target;
        (_up, _down) = (new Direction(bitsPerSecond / 8, delay), new Direction(bitsPerSecond / 8, delay));
        // A large buffer here would be a part of the line that no real one has.
        _listener.Server.ReceiveBufferSize = 8 * 1024;
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Where the line begins, on this machine.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        List<Task> connections = [];
        try
        {
            while (true) connections.Add(Carry(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task Carry(TcpClient client)
    {
        using TcpClient near = client;
        using var far = new TcpClient { NoDelay = true, ReceiveBufferSize = 8 * 1024 };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAny(Carry(near.GetStream(), far.GetStream(), _up), Carry(far.GetStream(), near.GetStream(), _down));
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
        {
            // One side has gone: the other is told by the end of its connection.
        }
    }

    private async Task Carry(NetworkStream from, NetworkStream to, Direction direction)
    {
        var under = Channel.CreateUnbounded<(byte[] Bytes, long At)>();
        Task arriving = Arrive(under.Reader, to);
        try
        {
            while (true)
            {
                await direction.Room(_stop.Token);
                var bytes = new byte[Segment];
                int length = await from.ReadAsync(bytes, _stop.Token);
                if (length == 0) break;
                under.Writer.TryWrite((bytes[..length], direction.Send(length)));
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // As above.
        }

        under.Writer.Complete();
        await arriving;
    }

    private async Task Arrive(ChannelReader<(byte[] Bytes, long At)> under, NetworkStream to)
    {
        await foreach ((byte[] bytes, long at) in under.ReadAllAsync(_stop.Token))
        {
            TimeSpan wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), at);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, _stop.Token);
            await to.WriteAsync(bytes, _stop.Token);
        }
    }

    private sealed class Direction(double bytesPerSecond, TimeSpan delay)
    {
        private readonly Lock _gate = new();
        private long _freeAt = Stopwatch.GetTimestamp();

        /// <summary>Waits until the queue is short.</summary>
        public async Task Room(CancellationToken cancellation)
        {
            while (true)
            {
                TimeSpan queue;
                lock (_gate) queue = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _freeAt);
                if (queue <= LongestQueue) return;
                await Task.Delay(queue - LongestQueue + TimeSpan.FromMilliseconds(1), cancellation);
            }
        }

        /// <summary>Puts bytes on the line.</summary>
        /// <returns>When they arrive.</returns>
        public long Send(int bytes)
        {
            lock (_gate)
            {
                _freeAt = Math.Max(_freeAt, Stopwatch.GetTimestamp()) + (long)(bytes / bytesPerSecond * Stopwatch.Frequency);
                return _freeAt + (long)(delay.TotalSeconds * Stopwatch.Frequency);
            }
        }
    }
}
