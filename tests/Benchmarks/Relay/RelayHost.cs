using System.Net.WebSockets;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Benchmarks.Relay;

/// <summary>A customer's computer with a scrolling desktop: keeps two pictures unacknowledged at most, as the customer host does, and answers repairs.</summary>
internal sealed class RelayHost(ClientWebSocket socket) : RelayPeer(socket)
{
    private const uint Epoch = 1_700_000_000;
    private const int MostUnacknowledged = 2;

    private readonly ScrollingDesktop _desktop = new();
    private readonly SemaphoreSlim _drawing = new(1);
    private long _bytes;
    private uint _sent;
    private volatile uint _acknowledged;

    /// <summary>What is on the screen now.</summary>
    internal uint[] Pixels => _desktop.Screen.Pixels;

    /// <summary>Bytes of updates sent so far.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Tiles that were asked for again so far.</summary>
    internal int Repaired { get; private set; }

    internal async Task Begin()
    {
        await Greet();
        await Send(ControlJson.Write(new SystemInfo("linux", "Debian 12", "bench", "bench", "bench")));
        await Send(ControlJson.Write(new Consent([RightNames.See])));
        await Send(ControlJson.Write(new Layout(Epoch, 0, [new Screen(0, 0, 0, ScrollingDesktop.Width, ScrollingDesktop.Height, 100, true, "bench")])));
        await Draw(() => _desktop.Paint(Epoch, [.. Enumerable.Range(0, ScrollingDesktop.Tiles)], UpdateFlags.None));
    }

    /// <summary>Scrolls so often a second until it is told to stop. A beat for which the gateway is not ready is left out.</summary>
    internal async Task Scroll(int perSecond, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        try
        {
            while (await beat.WaitForNextTickAsync(stop))
            {
                if (_sent - _acknowledged < MostUnacknowledged) await Draw(() => [_desktop.Scroll(Epoch)]);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    protected override async Task Got(ReadOnlyMemory<byte> message)
    {
        ReadOnlyMemory<byte> body = message[MessageHeader.Size..];
        if (message.Span[0] == (byte)MessageKind.Ack && AckMessage.TryRead(body.Span, out AckMessage ack) == ProtocolError.None) _acknowledged = ack.Seq;
        if (message.Span[0] != (byte)MessageKind.Repair) return;
        int[] tiles = Asked(body.Span);
        Repaired += tiles.Length;
        await Draw(() => _desktop.Paint(Epoch, tiles, UpdateFlags.Repair));
    }

    private static int[] Asked(ReadOnlySpan<byte> body)
    {
        if (RepairMessage.TryRead(body, out RepairMessage repair) != ProtocolError.None) return [];
        if (repair.TileCount == 0) return [.. Enumerable.Range(0, ScrollingDesktop.Tiles)];
        var tiles = new int[repair.TileCount];
        for (int i = 0; i < tiles.Length; i++) tiles[i] = repair.Tile(i);
        return tiles;
    }

    private async Task Draw(Func<IEnumerable<byte[]>> draw)
    {
        // Updates leave in the order of their numbers, whoever asked for them.
        await _drawing.WaitAsync();
        try
        {
            foreach (byte[] message in draw())
            {
                Interlocked.Add(ref _bytes, message.Length);
                _sent++;
                await Send(message);
            }
        }
        finally
        {
            _drawing.Release();
        }
    }
}
