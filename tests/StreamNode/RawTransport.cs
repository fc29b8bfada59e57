using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RemoteAssist.StreamNode;

/// <summary>The relay's clients.</summary>
internal sealed class RawTransport(IPEndPoint relay) : ITransport
{
    private const int HeaderBytes = 24;
    private readonly ConcurrentDictionary<string, Publisher> _publishers = [];
    private readonly List<Socket> _subscriptions = [];

    public static Task<RawTransport> ConnectAsync(string port)
        => Task.FromResult(new RawTransport(new IPEndPoint(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture))));

    public async Task SubscribeAsync(string key, Func<NodeItem, Task> onItem, Action<Exception> onGap)
    {
        var socket = await ConnectAsync(key, role: 1);
        await RelayNode.ReadAsync(socket, new byte[1]);
        lock (_subscriptions) _subscriptions.Add(socket);
        _ = ReceiveAsync(socket, onItem);
    }

    public Task UnsubscribeAllAsync()
    {
        foreach (var socket in _subscriptions) socket.Dispose();
        _subscriptions.Clear();
        return Task.CompletedTask;
    }

    public async Task PublishAsync(string key, NodeItem item)
    {
        if (!_publishers.TryGetValue(key, out var publisher)) _publishers[key] = publisher = new Publisher(await ConnectAsync(key, role: 0));
        await publisher.SendAsync(item);
    }

    public Task<int?> HubPortAsync(string key) => Task.FromResult<int?>(relay.Port);

    public Task MoveHubAsync(string key) => throw new NotSupportedException("A relay has no hubs.");

    public async ValueTask DisposeAsync()
    {
        await UnsubscribeAllAsync();
        foreach (var publisher in _publishers.Values) publisher.Dispose();
    }

    private async Task<Socket> ConnectAsync(string key, byte role)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(relay);
        var hello = new byte[5];
        hello[0] = role;
        BinaryPrimitives.WriteInt32LittleEndian(hello.AsSpan(1), (int)XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(key)));
        await socket.SendAsync(hello);
        return socket;
    }

    private static async Task ReceiveAsync(Socket socket, Func<NodeItem, Task> onItem)
    {
        try
        {
            var header = new byte[HeaderBytes];
            while (await RelayNode.ReadAsync(socket, header))
            {
                var bytes = new byte[BinaryPrimitives.ReadInt32LittleEndian(header) - HeaderBytes + 4];
                if (!await RelayNode.ReadAsync(socket, bytes)) return;
                await onItem(new NodeItem(
                    BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4)),
                    BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8)),
                    BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16)),
                    bytes));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Unsubscribed.
        }
    }

    private sealed class Publisher(Socket socket) : IDisposable
    {
        private readonly SemaphoreSlim _turn = new(1);

        public async Task SendAsync(NodeItem item)
        {
            var frame = new byte[HeaderBytes + item.Bytes.Length];
            BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - 4);
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), item.Publisher);
            BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(8), item.Number);
            BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(16), item.SentAt);
            item.Bytes.CopyTo(frame.AsSpan(HeaderBytes));
            await _turn.WaitAsync();
            try
            {
                await socket.SendAsync(frame);
            }
            finally
            {
                _turn.Release();
            }
        }

        public void Dispose()
        {
            socket.Dispose();
            _turn.Dispose();
        }
    }
}
