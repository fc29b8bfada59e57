using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RemoteAssist.StreamNode;

/// <summary>
/// The physical bound: a process that passes bytes from one socket to others, one connection a stream and peer.
/// A connection begins with its role (1 byte: 0 publishes, 1 subscribes) and its stream (4 bytes); then come frames: length (4 bytes),
/// bytes. All little-endian.
/// </summary>
internal static class RelayNode
{
    private static readonly ConcurrentDictionary<int, ConcurrentDictionary<Socket, bool>> Subscribers = [];

    public static async Task<int> RunAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        _ = AcceptAsync(listener);
        await Commands.ServeAsync(new { port = ((IPEndPoint)listener.LocalEndPoint!).Port }, words => throw new ArgumentException($"Unknown command: {string.Join(' ', words)}"));
        return 0;
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            var peer = await listener.AcceptAsync();
            peer.NoDelay = true;
            _ = ServeAsync(peer);
        }
    }

    private static async Task ServeAsync(Socket peer)
    {
        var buffer = new byte[64 * 1024 + 4];
        if (!await ReadAsync(peer, buffer.AsMemory(0, 5))) return;
        var subscribers = Subscribers.GetOrAdd(BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(1)), _ => []);
        if (buffer[0] == 1)
        {
            subscribers[peer] = true;
            await peer.SendAsync(buffer.AsMemory(0, 1));
            return;
        }

        while (await ReadAsync(peer, buffer.AsMemory(0, 4)))
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(buffer);
            if (!await ReadAsync(peer, buffer.AsMemory(4, length))) return;
            foreach (var subscriber in subscribers.Keys) await SendAsync(subscriber, buffer.AsMemory(0, 4 + length), subscribers);
        }
    }

    private static async Task SendAsync(Socket subscriber, ReadOnlyMemory<byte> frame, ConcurrentDictionary<Socket, bool> subscribers)
    {
        try
        {
            await subscriber.SendAsync(frame);
        }
        catch (SocketException)
        {
            subscribers.TryRemove(subscriber, out _);
            subscriber.Dispose();
        }
    }

    public static async ValueTask<bool> ReadAsync(Socket socket, Memory<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var read = await socket.ReceiveAsync(buffer);
            if (read == 0) return false;
            buffer = buffer[read..];
        }

        return true;
    }
}
