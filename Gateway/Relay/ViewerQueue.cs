using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// The updates that wait for one viewer, bounded in bytes and in age, and its credits. A viewer that lags has them all dropped; the tiles in
/// them are remembered and asked for again once it has credit, so that it sees the newest picture and never an old one.
/// </summary>
internal sealed class ViewerQueue(SocketOptions limits, TimeProvider time)
{
    // A repair that never came is asked for again.
    private static readonly long RepairPatience = TimeSpan.FromSeconds(3).Micros();

    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly Queue<UnderWay> _underWay = new();
    private readonly CreditWindow _window = new(limits.ViewerWindowBytes);
    private TileSet? _missing;
    private int _width;
    private int _height;
    private uint _epoch;
    private int _bytes;
    private int _bytesUnderWay;
    private double _bytesPerTile = 2048;
    private long _askedAt = long.MinValue / 2;
    private bool _lagging;

    /// <summary>Bytes that wait.</summary>
    internal int Bytes
    {
        get
        {
            lock (_lock) return _bytes;
        }
    }

    /// <summary>Bytes that were sent and not acknowledged.</summary>
    internal int BytesUnderWay
    {
        get
        {
            lock (_lock) return _bytesUnderWay;
        }
    }

    /// <summary>A new layout: what waits is of an older epoch, and nothing is missing yet.</summary>
    /// <returns>How many updates were dropped.</returns>
    internal int Begin(uint epoch, int width, int height)
    {
        lock (_lock)
        {
            int dropped = _waiting.Count;
            _waiting.Clear();
            // A page may drop what it was still decoding, and then never acknowledges it.
            _underWay.Clear();
            (_bytes, _bytesUnderWay) = (0, 0);
            _lagging = false;
            (_epoch, _width, _height) = (epoch, width, height);
            _missing = new TileSet(width, height);
            return dropped;
        }
    }

    /// <summary>An update of the current epoch.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="seq">Its sequence number.</param>
    /// <param name="dropped">How many updates the viewer lost by this.</param>
    /// <returns>Whether there may be something to send.</returns>
    internal bool Offer(LiveMessage message, uint seq, out int dropped)
    {
        lock (_lock)
        {
            dropped = 0;
            if (_missing is null) return false;
            if (_lagging)
            {
                dropped = 1;
                Miss(message);
                return false;
            }

            _waiting.Enqueue(new Waiting(message, seq, time.Monotonic()));
            _bytes += message.Bytes.Length;
            if (_bytes > limits.ViewerQueueBytes || IsStale()) dropped = Lag();
            return _waiting.Count > 0 && HasCredit(_waiting.Peek().Message.Bytes.Length);
        }
    }

    /// <summary>Takes the next update, when the viewer has credit for it.</summary>
    internal bool TryTake(out LiveMessage message, out long waited, out int dropped)
    {
        lock (_lock)
        {
            dropped = IsStale() ? Lag() : 0;
            waited = 0;
            message = null!;
            if (!_waiting.TryPeek(out Waiting next) || !HasCredit(next.Message.Bytes.Length)) return false;
            _waiting.Dequeue();
            int length = next.Message.Bytes.Length;
            long now = time.Monotonic();
            _bytes -= length;
            _bytesUnderWay += length;
            _underWay.Enqueue(new UnderWay(next.Seq, length, now));
            (message, waited) = (next.Message, now - next.Since);
            return true;
        }
    }

    /// <summary>The viewer has everything up to <paramref name="seq"/>.</summary>
    /// <returns>What the slowest of what it acknowledged took, in microseconds; -1 when it acknowledged nothing that was under way.</returns>
    internal long Acknowledge(uint seq)
    {
        lock (_lock)
        {
            // By place, not by comparison: another host program counts anew.
            int count = 0, at = 0;
            foreach (UnderWay sent in _underWay)
            {
                at++;
                if (sent.Seq == seq) count = at;
            }

            long now = time.Monotonic(), slowest = -1;
            int bytes = 0;
            for (; count > 0; count--)
            {
                UnderWay sent = _underWay.Dequeue();
                slowest = Math.Max(slowest, now - sent.Since);
                bytes += sent.Bytes;
            }

            _bytesUnderWay -= bytes;
            if (slowest >= 0) _window.Acknowledged(bytes, slowest, now);
            return slowest;
        }
    }

    /// <summary>The tiles to ask for, once the viewer has room for them: no more than fit in its window.</summary>
    /// <param name="epoch">The epoch they are of.</param>
    /// <returns>None while there is nothing to ask for.</returns>
    internal ushort[] TakeMissing(out uint epoch)
    {
        lock (_lock)
        {
            epoch = _epoch;
            if (_missing is not { Count: > 0 } || _waiting.Count > 0 || _bytesUnderWay > _window.Bytes / 2) return [];
            long now = time.Monotonic();
            if (!_lagging && now - _askedAt < RepairPatience) return [];
            _lagging = false;
            _askedAt = now;
            return _missing.Take(Math.Clamp((int)(_window.Bytes / _bytesPerTile), 8, Caps.RepairTiles));
        }
    }

    /// <summary>An answer to a repair came: what is still missing may be asked for.</summary>
    internal void Repaired()
    {
        lock (_lock) _askedAt = long.MinValue / 2;
    }

    /// <summary>How long the oldest update under way has not been acknowledged, in microseconds; 0 when none is.</summary>
    internal long OldestUnderWay()
    {
        lock (_lock) return _underWay.TryPeek(out UnderWay oldest) ? time.Monotonic() - oldest.Since : 0;
    }

    private bool HasCredit(int length) => _bytesUnderWay == 0 || _bytesUnderWay + length <= _window.Bytes;

    private bool IsStale() => _waiting.TryPeek(out Waiting oldest) && time.Monotonic() - oldest.Since > limits.ViewerQueueAge.Micros();

    private int Lag()
    {
        int dropped = _waiting.Count;
        while (_waiting.TryDequeue(out Waiting lost)) Miss(lost.Message);
        _bytes = 0;
        _lagging = true;
        return dropped;
    }

    private void Miss(LiveMessage message)
    {
        if (Update.TryRead(message.Bytes, _width, _height, out Update update) != ProtocolError.None) return;
        int tiles = 0;
        foreach (Operation operation in update)
        {
            _missing!.AddTouched(operation);
            tiles += Math.Max(1, operation.Width * operation.Height / (Operation.TileSide * Operation.TileSide));
        }

        if (tiles > 0) _bytesPerTile += (message.Bytes.Length / (double)tiles - _bytesPerTile) / 8;
    }

    private readonly record struct Waiting(LiveMessage Message, uint Seq, long Since);

    private readonly record struct UnderWay(uint Seq, int Bytes, long Since);
}
