using System.Collections.Concurrent;
using System.Net.WebSockets;
using RemoteAssist.Decoding;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host.Tests.Stand;

/// <summary>One host's connection, on the gateway's side: welcomes, acknowledges, keeps everything, and draws the pictures.</summary>
internal sealed class HostSocket : IDisposable
{
    private readonly WebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly UpdateDecoder _decoder = new();
    private readonly Lock _gate = new();
    private readonly List<UpdateHeader> _updates = [];
    private readonly List<string> _problems = [];
    private readonly Dictionary<int, Decoding.Picture> _screens = [];
    private uint? _epoch;

    internal HostSocket(WebSocket socket, string protocols)
    {
        _socket = socket;
        Protocols = protocols;
        Receiving = Task.Run(ReceiveAsync);
    }

    internal string Protocols { get; }

    internal Task Receiving { get; }

    /// <summary>Whether pictures are acknowledged as they come.</summary>
    internal bool Acknowledges { get; set; } = true;

    internal WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>All messages but updates, in their order.</summary>
    internal ConcurrentQueue<byte[]> Messages { get; } = new();

    internal Layout? Layout { get; private set; }

    internal string[]? Rights { get; private set; }

    internal List<UpdateFlags> Flags { get; } = [];

    internal (int X, int Y, bool Visible) Cursor { get; private set; }

    internal List<UpdateHeader> Updates
    {
        get
        {
            lock (_gate) return [.. _updates];
        }
    }

    /// <summary>What was wrong with what the host sent.</summary>
    internal List<string> Problems
    {
        get
        {
            lock (_gate) return [.. _problems];
        }
    }

    /// <summary>A pixel of a screen, the active one unless another is named, as a viewer sees it; null before there is a picture.</summary>
    internal uint? Pixel(int x, int y, int? on = null)
    {
        lock (_gate) return _screens.GetValueOrDefault(on ?? Layout?.Active ?? 0) is { } screen && x < screen.Width && y < screen.Height ? screen[x, y] : null;
    }

    /// <summary>Whether a viewer sees exactly these pixels.</summary>
    internal bool Shows(uint[] pixels, int x, int y, int width, int height)
    {
        lock (_gate)
        {
            if (_screens.GetValueOrDefault(Layout?.Active ?? 0) is not { } screen || x + width > screen.Width || y + height > screen.Height) return false;
            for (int row = 0; row < height; row++)
            {
                if (!screen.Pixels.AsSpan((y + row) * screen.Width + x, width).SequenceEqual(pixels.AsSpan(row * width, width))) return false;
            }

            return true;
        }
    }

    internal IEnumerable<T> Records<T>(MessageKind kind)
        where T : class
    {
        foreach (byte[] message in Messages)
        {
            if ((MessageKind)message[0] != kind) continue;
            Assert.Equal(ProtocolError.None, ControlJson.TryRead(message.AsSpan(MessageHeader.Size), out T? record));
            yield return record;
        }
    }

    private int Pongs => Messages.Count(message => (MessageKind)message[0] == MessageKind.Pong);

    internal async Task Send(ReadOnlyMemory<byte> message)
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

    internal async Task Acknowledge(uint seq)
    {
        var message = new byte[AckMessage.MessageSize];
        new AckMessage(seq, 0).Write(message);
        await Send(message);
    }

    /// <summary>Waits until the host has carried out everything that was sent to it.</summary>
    internal async Task CarriedOut()
    {
        int before = Pongs;
        var ping = new byte[PingMessage.MessageSize];
        new PingMessage(1).Write(ping);
        await Send(ping);
        await Rig.Wait.Until("the pong", () => Pongs > before);
    }

    /// <summary>Drops the connection without a word.</summary>
    internal void Drop() => _socket.Abort();

    internal Task Close(int code) => _socket.CloseOutputAsync((WebSocketCloseStatus)code, null, CancellationToken.None);

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
        _decoder.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[Caps.Message + 1];
        try
        {
            while (true)
            {
                int length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += part.Count;
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close) return;
                await Take(buffer[..length]);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The host or the test dropped it.
        }
    }

    private async Task Take(byte[] message)
    {
        if ((MessageKind)message[0] != MessageKind.Update) Messages.Enqueue(message);
        ReadOnlyMemory<byte> body = message.AsMemory(MessageHeader.Size);
        switch ((MessageKind)message[0])
        {
            case MessageKind.Hello:
                await Send(ControlJson.Write(new Welcome(ControlJson.Version, "s1", 0, [], 5)));
                break;
            case MessageKind.Layout when ControlJson.TryRead(body.Span, out Layout? layout) == ProtocolError.None:
                lock (_gate)
                {
                    Layout = layout;
                    if (_epoch != layout.Epoch) _screens.Clear();
                    _epoch = layout.Epoch;
                    foreach (Screen screen in layout.Screens) _screens.TryAdd(screen.Id, new Decoding.Picture(screen.Width, screen.Height));
                }

                break;
            case MessageKind.Consent when ControlJson.TryRead(body.Span, out Protocol.Control.Consent? consent) == ProtocolError.None:
                Rights = consent.Rights;
                break;
            case MessageKind.CursorPosition when CursorPositionMessage.TryRead(body.Span, out CursorPositionMessage position) == ProtocolError.None:
                Cursor = (position.X, position.Y, position.Visible);
                break;
            case MessageKind.Update:
                await Draw(message);
                break;
        }
    }

    private async Task Draw(byte[] message)
    {
        UpdateHeader header;
        UpdateFlags flags;
        lock (_gate)
        {
            ProtocolError error = Update.TryReadHeader(message, out flags, out header);
            if (error != ProtocolError.None) _problems.Add($"header: {error}");
            if (header.Epoch != _epoch || Layout is not { Watched: { } watched } || !watched.Contains(header.Screen)) _problems.Add($"epoch {header.Epoch} of screen {header.Screen} without its layout");
            else if (_decoder.Apply(message, _screens[header.Screen]) is var wrong and not DecodingError.None) _problems.Add($"{wrong} {_decoder.ProtocolError}");
            if (_updates.Count > 0 && header.Seq != _updates[^1].Seq + 1) _problems.Add($"seq {header.Seq} after {_updates[^1].Seq}");
            _updates.Add(header);
            Flags.Add(flags);
        }

        if (Acknowledges && (flags & UpdateFlags.PictureEnd) != 0) await Acknowledge(header.Seq);
    }
}
