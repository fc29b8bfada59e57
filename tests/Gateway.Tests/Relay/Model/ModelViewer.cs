using RemoteAssist.Decoding;
using RemoteAssist.Gateway.Relay;
using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Tests.Relay.Model;

/// <summary>A page that draws what it gets with the reference decoder, as slowly as it is told to.</summary>
internal sealed class ModelViewer(SocketOptions limits, TimeProvider time) : IRelayViewer
{
    private readonly UpdateDecoder _decoder = new();
    private readonly Queue<byte[]> _outbox = new();
    private readonly Queue<byte[]> _road = new();
    private readonly Queue<uint> _drawn = new();
    private uint _epoch;

    public ViewerQueue Queue { get; } = new(limits, time);

    public VideoCodecs Codecs => VideoCodecs.All;

    public bool ChoosesQuality => true;

    internal Picture[] Screens { get; private set; } = [];

    internal int View { get; set; } = -1;

    /// <summary>Updates that came, and that were dropped for it.</summary>
    internal int Got { get; private set; }

    internal int Lost { get; private set; }

    public void Show(byte[] message) => _outbox.Enqueue(message);

    public void ShowCursorPosition(byte[] message) => _outbox.Enqueue(message);

    public void Ready()
    {
    }

    public void Dropped(int updates) => Lost += updates;

    /// <summary>Takes from the queue what may be taken: it is on the road then.</summary>
    internal void Send(int most)
    {
        while (_outbox.TryDequeue(out byte[]? message)) _road.Enqueue(message);
        while (most-- > 0 && Queue.TryTake(out byte[] message, out _, out int dropped))
        {
            Lost += dropped;
            _road.Enqueue(message);
        }
    }

    /// <summary>Draws what arrives.</summary>
    /// <param name="most">How many messages arrive.</param>
    /// <param name="spoil">Whether the first update cannot be drawn.</param>
    /// <returns>The Repairs that the page sends.</returns>
    internal List<byte[]> Draw(int most, bool spoil = false)
    {
        List<byte[]> repairs = [];
        while (most-- > 0 && _road.TryDequeue(out byte[]? message))
        {
            if (message[0] == (byte)MessageKind.Layout)
            {
                Assert.Equal(ProtocolError.None, ControlJson.TryRead(message.AsSpan(MessageHeader.Size), out Layout? layout));
                if (layout!.Epoch == _epoch) continue;
                _epoch = layout.Epoch;
                Screens = [.. layout.Screens.Select(screen => new Picture(screen.Width, screen.Height))];
                continue;
            }

            Update.TryReadHeader(message, out _, out UpdateHeader header);
            _drawn.Enqueue(header.Seq);
            if (header.Epoch != _epoch) continue;
            Got++;
            if (spoil)
            {
                spoil = false;
                repairs.Add(Repair(header.Screen, Touched(message, Screens[header.Screen])));
                continue;
            }

            Assert.Equal(DecodingError.None, _decoder.Apply(message, Screens[header.Screen]));
            if (_decoder.Unknown.Count > 0) repairs.Add(Repair(header.Screen, [.. _decoder.Unknown]));
            _decoder.Unknown.Clear();
        }

        return repairs;
    }

    /// <summary>Acknowledges what was drawn.</summary>
    internal void Acknowledge()
    {
        if (_drawn.Count > 0) Queue.Acknowledge(_drawn.Last());
        _drawn.Clear();
    }

    private byte[] Repair(int screen, ushort[] tiles)
    {
        var message = new byte[RepairMessage.MessageLength(tiles.Length)];
        RepairMessage.Write(message, (ushort)screen, _epoch, tiles);
        return message;
    }

    private static ushort[] Touched(byte[] message, Picture screen)
    {
        var touched = new TileSet(screen.Width, screen.Height);
        Assert.Equal(ProtocolError.None, Update.TryRead(message, screen.Width, screen.Height, out Update update));
        foreach (Operation operation in update)
        {
            if (operation.Kind is not (OperationKind.Store or OperationKind.Skip)) touched.AddTouched(operation);
        }

        // None would stand for all of them.
        return touched.Count > 0 ? touched.ToArray() : [0];
    }
}
