using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>
/// What waits to be sent to one peer, apart from pictures: messages in order, and the newest of what a newer one makes worthless.
/// Bounded in bytes: a peer that does not even take these is given up.
/// </summary>
internal sealed class Outbox
{
    /// <summary>Bytes that may wait.</summary>
    internal const int Cap = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _messages = new();
    private readonly byte[] _ack = new byte[AckMessage.MessageSize];
    private byte[]? _cursor;
    private uint _ackSeq;
    private bool _ackWaits;
    private int _bytes;
    private Ending? _ending;

    /// <summary>Set whenever there is something new to take.</summary>
    internal Signal Ready { get; } = new();

    /// <summary>How the connection ends, once that was decided.</summary>
    internal Ending? Ending
    {
        get
        {
            lock (_lock) return _ending;
        }
    }

    /// <summary>Adds a whole message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="most">Bytes that may wait when it is added, itself included; at most <see cref="Cap"/>.</param>
    /// <returns>False when that is passed; the message was not added.</returns>
    internal bool Post(byte[] message, int most = Cap)
    {
        lock (_lock)
        {
            if (_ending is not null) return true;
            if (_bytes + message.Length > most) return false;
            _bytes += message.Length;
            _messages.Enqueue(message);
        }

        Ready.Set();
        return true;
    }

    /// <summary>Acknowledges an update, and with it all before it.</summary>
    internal void PostAck(uint seq)
    {
        lock (_lock)
        {
            _ackSeq = seq;
            _ackWaits = true;
        }

        Ready.Set();
    }

    /// <summary>Sends where the pointer is; an older position that still waits is dropped.</summary>
    internal void PostCursor(byte[] position)
    {
        lock (_lock) _cursor = position;
        Ready.Set();
    }

    /// <summary>Drops all that waits, sends <paramref name="ending"/>'s last words, and closes. The first ending counts.</summary>
    /// <returns>Whether this was the first.</returns>
    internal bool End(Ending ending)
    {
        lock (_lock)
        {
            if (_ending is not null) return false;
            _ending = ending;
            _messages.Clear();
            _bytes = 0;
            _cursor = null;
            _ackWaits = false;
        }

        Ready.Set();
        return true;
    }

    /// <summary>Takes the next message. It is valid until the next call.</summary>
    internal bool TryTake(out ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            if (_ackWaits)
            {
                _ackWaits = false;
                new AckMessage(_ackSeq, 0).Write(_ack);
                message = _ack;
                return true;
            }

            if (_messages.TryDequeue(out byte[]? next))
            {
                _bytes -= next.Length;
                message = next;
                return true;
            }

            message = _cursor;
            bool cursor = _cursor is not null;
            _cursor = null;
            return cursor;
        }
    }
}

/// <summary>How a connection ends.</summary>
/// <param name="CloseCode">RFC 6455, section 7.4; or of <see cref="CloseCodes"/>.</param>
/// <param name="Reason">For the close frame and the log: a stable word.</param>
/// <param name="LastWords">A whole message to send before the close, or null.</param>
internal sealed record Ending(int CloseCode, string Reason, byte[]? LastWords);
