using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Decoding;
using RemoteAssist.Protocol;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>Takes what the host sends, as a gateway that acknowledges and a viewer that decodes. For the host's thread.</summary>
/// <param name="clock">The clip's clock.</param>
/// <param name="width">Of the screen, pixels.</param>
/// <param name="height">Of the screen, pixels.</param>
internal sealed class ClipLink(VirtualClock clock, int width, int height) : ICastSink, IDisposable
{
    /// <summary>A network that is no bottleneck: 100 Mbit/s, 4 ms there and back.</summary>
    private const double BytesPerTick = 100e6 / 8 / TimeSpan.TicksPerSecond;

    private static readonly long RoundTrip = TimeSpan.FromMilliseconds(4).Ticks;

    private readonly UpdateDecoder _decoder = new();
    private readonly Stack<byte[]> _spare = new();
    private readonly List<(byte[] Buffer, int Length)> _posted = [];
    private readonly Queue<(long At, uint Seq)> _acks = new();
    private long _freeAt;

    /// <summary>What the viewer sees.</summary>
    public Picture Screen { get; } = new(width, height);

    /// <summary>Bytes of each kind of operation.</summary>
    public OperationCosts Costs { get; } = new();

    /// <summary>When the next acknowledgement arrives, in ticks of the clock; <see cref="long.MaxValue"/>: none is under way.</summary>
    public long NextAckAt => _acks.TryPeek(out (long At, uint Seq) ack) ? ack.At : long.MaxValue;

    public int Waiting => 0;

    public byte[] Rent() => _spare.TryPop(out byte[]? buffer) ? buffer : new byte[Caps.Message];

    public void Post(byte[] buffer, int length) => _posted.Add((buffer, length));

    public void Send(ReadOnlyMemory<byte> message)
    {
        byte[] buffer = Rent();
        message.CopyTo(buffer);
        Post(buffer, message.Length);
    }

    /// <summary>Takes the acknowledgement that has arrived.</summary>
    public uint TakeAck() => _acks.Dequeue().Seq;

    /// <summary>Draws what was sent since the last call.</summary>
    /// <returns>Its bytes.</returns>
    public long Deliver()
    {
        long bytes = 0;
        foreach ((byte[] buffer, int length) in _posted)
        {
            bytes += length;
            if ((MessageKind)buffer[0] == MessageKind.Update) Draw(buffer.AsSpan(0, length));
            _spare.Push(buffer);
        }

        _posted.Clear();
        return bytes;
    }

    public void Dispose() => _decoder.Dispose();

    private void Draw(ReadOnlySpan<byte> message)
    {
        DecodingError error = _decoder.Apply(message, Screen);
        if (error != DecodingError.None) throw new InvalidOperationException($"The host sent an update that cannot be decoded: {error}, {_decoder.ProtocolError}.");
        if (_decoder.Unknown.Count > 0) throw new InvalidOperationException($"The host referred to tile {_decoder.Unknown[0]} by a slot that keeps something else.");
        _ = Update.TryRead(message, width, height, out Update update);
        Costs.Count(update, message.Length);
        _freeAt = Math.Max(_freeAt, clock.Now) + (long)(message.Length / BytesPerTick);
        _acks.Enqueue((_freeAt + RoundTrip, update.Header.Seq));
    }
}
