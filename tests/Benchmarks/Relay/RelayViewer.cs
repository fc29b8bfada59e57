using System.Net.WebSockets;
using RemoteAssist.Decoding;
using RemoteAssist.Protocol;

namespace RemoteAssist.Benchmarks.Relay;

/// <summary>A page: acknowledges what it gets, notes how late it came, and, where it is asked to, draws it.</summary>
/// <param name="socket">The socket.</param>
/// <param name="draws">Whether it draws, to be compared with the host.</param>
/// <param name="bytesPerSecond">How fast it reads; 0 for as fast as it can.</param>
internal sealed class RelayViewer(ClientWebSocket socket, bool draws, int bytesPerSecond = 0) : RelayPeer(socket, bytesPerSecond)
{
    private readonly Lock _lock = new();
    private readonly List<double> _delays = [];
    private readonly Picture _screen = new(ScrollingDesktop.Width, ScrollingDesktop.Height);
    private readonly UpdateDecoder _decoder = new();
    private readonly Queue<byte[]> _undrawn = new();
    private long _bytes;

    /// <summary>Bytes of updates so far.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How long each update took from the host's hand to here since the last reset, in milliseconds; what was sent again does not count.</summary>
    internal double[] Delays
    {
        get
        {
            lock (_lock) return [.. _delays];
        }
    }

    internal void Reset()
    {
        lock (_lock) _delays.Clear();
    }

    internal bool Shows(uint[] pixels)
    {
        lock (_lock)
        {
            while (_undrawn.TryDequeue(out byte[]? update))
            {
                if (_decoder.Apply(update, _screen) != DecodingError.None) throw new InvalidOperationException("An update could not be drawn.");
            }

            return _screen.Pixels.AsSpan().SequenceEqual(pixels);
        }
    }

    protected override async Task Got(ReadOnlyMemory<byte> message)
    {
        if (message.Span[0] != (byte)MessageKind.Update || Update.TryReadHeader(message.Span, out UpdateFlags flags, out UpdateHeader header) != ProtocolError.None) return;
        Interlocked.Add(ref _bytes, message.Length);
        lock (_lock)
        {
            if (!flags.HasFlag(UpdateFlags.Repair)) _delays.Add((Now - (long)header.CapturedAt) / 1000.0);
            // Drawn when it is asked for: drawing here would take the others' time.
            if (draws) _undrawn.Enqueue(message.ToArray());
        }

        var ack = new byte[AckMessage.MessageSize];
        new AckMessage(header.Seq, 0).Write(ack);
        await Send(ack);
    }
}
