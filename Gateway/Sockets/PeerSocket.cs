using System.Buffers;
using System.Net.WebSockets;
using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>
/// One WebSocket: a loop that receives, a loop that sends, and the limits in bytes and time that hold whatever the peer does. A peer that
/// sends nothing has no buffer.
/// </summary>
internal abstract partial class PeerSocket(Guid id, WebSocket socket, SocketContext context, ILogger logger)
{
    private long _heardAt = context.Time.Monotonic();
    private readonly long _openedAt = context.Time.Monotonic();
    private long _messageSince;
    private long _sendingSince;
    private long _pingAt;
    private long _endedAt;
    private bool _welcomed;

    /// <summary>The connection's id: what the session grain knows it by.</summary>
    internal Guid Id { get; } = id;

    /// <summary>When the lease in the session grain is to be renewed, in microseconds of the monotonic clock.</summary>
    internal long RenewAt { get; set; } = context.Time.Monotonic() + Grains.Interfaces.Sessions.Leases.Renewal.Micros();

    /// <summary>The peer's clock.</summary>
    internal PeerClock PeerClock { get; } = new();

    protected SocketContext Context { get; } = context;

    protected Outbox Outbox { get; } = new();

    protected SocketOptions Limits => Context.Options;

    /// <summary>The largest message that this kind of peer may send once welcomed, in bytes.</summary>
    protected abstract int MessageCap { get; }

    private bool Ended => Volatile.Read(ref _endedAt) != 0;

    /// <summary>Runs the connection to its end. Never throws.</summary>
    internal async Task Run()
    {
        Task sending = Send();
        try
        {
            await Receive();
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The network went, or the connection was aborted: nobody is left to be told.
            End(new Ending(CloseCodes.TimedOut, "connection_lost", null));
        }
        catch (Exception failure)
        {
            LogFailed(failure, Id);
            End(Endings.Unavailable());
        }

        await sending;
        try
        {
            await Left();
        }
        catch (Exception failure)
        {
            // The lease in the session grain runs out by itself.
            LogFailed(failure, Id);
        }

        socket.Dispose();
    }

    /// <summary>Ends the connection: last words, close frame, and an abort when the peer does not answer in time.</summary>
    internal void End(Ending ending)
    {
        if (!Outbox.End(ending)) return;
        Volatile.Write(ref _endedAt, Context.Time.Monotonic());
        if (ending.LastWords is not null && ending.CloseCode < 4000) Context.Meter.Refusals.Add(1, new KeyValuePair<string, object?>("code", ending.Reason));
    }

    /// <summary>Looks after the limits in time; called about every second.</summary>
    internal virtual void Tick(long now)
    {
        if (Ended)
        {
            if (now - Volatile.Read(ref _endedAt) > Limits.CloseTimeout.Micros()) socket.Abort();
            return;
        }

        long sendingSince = Volatile.Read(ref _sendingSince), messageSince = Volatile.Read(ref _messageSince);
        if (!_welcomed && now - _openedAt > Limits.HelloTimeout.Micros()) End(Endings.TimedOut($"Hello must come within {Limits.HelloTimeout.TotalSeconds:0} s."));
        else if (messageSince != 0 && now - messageSince > Limits.MessageTimeout.Micros()) End(Endings.TimedOut($"A message must arrive within {Limits.MessageTimeout.TotalSeconds:0} s."));
        else if (now - Volatile.Read(ref _heardAt) > Limits.SilenceTimeout.Micros()) End(Endings.TimedOut($"Nothing was heard for {Limits.SilenceTimeout.TotalSeconds:0} s."));
        else if (sendingSince != 0 && now - sendingSince > Limits.SendTimeout.Micros()) End(Endings.TimedOut($"A message could not be sent for {Limits.SendTimeout.TotalSeconds:0} s."));
        else if (_welcomed && now >= _pingAt) Ping(now);
    }

    /// <summary>Asks the session grain whether this connection is still wanted, and keeps its lease.</summary>
    internal abstract Task Renew();

    /// <summary>Greets a peer that said Hello: after this it may send what its kind may.</summary>
    /// <returns>False when it was sent away instead.</returns>
    protected abstract Task<bool> Greet(Hello hello);

    /// <summary>A message that the base does not answer itself. The bytes are the buffer's: they change when this returns.</summary>
    /// <returns>What is wrong, or <see cref="ProtocolError.None"/>.</returns>
    protected abstract ValueTask<ProtocolError> Received(MessageHeader header, ReadOnlyMemory<byte> message);

    /// <summary>The connection has ended.</summary>
    protected abstract Task Left();

    /// <summary>The next picture to send, when there is one and the peer has credit.</summary>
    protected virtual bool TryTakeUpdate(out ReadOnlyMemory<byte> message)
    {
        message = default;
        return false;
    }

    /// <summary>Sends a message, or ends the connection when too much waits already.</summary>
    protected internal void Post(byte[] message)
    {
        if (!Outbox.Post(message)) End(Endings.TimedOut($"More than {Outbox.Cap} bytes wait to be sent."));
    }

    private void Ping(long now)
    {
        Volatile.Write(ref _pingAt, now + Limits.PingInterval.Micros());
        var ping = new byte[PingMessage.MessageSize];
        new PingMessage((ulong)now).Write(ping);
        Post(ping);
    }

    private async Task Receive()
    {
        while (true)
        {
            // No buffer while there is nothing to read: ten thousand idle sockets hold none.
            ValueWebSocketReceiveResult first = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            if (first.MessageType == WebSocketMessageType.Close) break;
            Volatile.Write(ref _messageSince, Context.Time.Monotonic());
            int cap = _welcomed ? MessageCap : Caps.MessageBeforeWelcome;
            byte[] buffer = ArrayPool<byte>.Shared.Rent(cap);
            try
            {
                int length = 0;
                ValueWebSocketReceiveResult part = first;
                while (!part.EndOfMessage && part.MessageType != WebSocketMessageType.Close && length < cap)
                {
                    part = await socket.ReceiveAsync(buffer.AsMemory(length, cap - length), CancellationToken.None);
                    length += part.Count;
                }

                if (part.MessageType == WebSocketMessageType.Close) break;
                Volatile.Write(ref _messageSince, 0);
                // After the end was decided we only wait for the peer's close, or for the abort.
                if (Ended) continue;
                Volatile.Write(ref _heardAt, Context.Time.Monotonic());
                Context.Meter.BytesIn.Add(length);
                if (!part.EndOfMessage) End(Endings.Wrong(ProtocolError.OverCap, $"a message may have at most {cap} bytes here."));
                else if (part.MessageType != WebSocketMessageType.Binary) End(Endings.Wrong(ProtocolError.UnexpectedKind, "only binary messages are allowed."));
                else await Handle(buffer.AsMemory(0, length));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        End(new Ending((int?)socket.CloseStatus is { } code and >= 1000 and not (1005 or 1006) ? code : 1000, "closed_by_peer", null));
    }

    private async ValueTask Handle(ReadOnlyMemory<byte> message)
    {
        ProtocolError error = MessageHeader.TryRead(message.Span, out MessageHeader header);
        if (error == ProtocolError.None)
        {
            error = (_welcomed, header.Kind) switch
            {
                (false, MessageKind.Hello) => await Welcome(message),
                (true, MessageKind.Ping) => Answer(message.Span),
                (true, MessageKind.Pong) => Measure(message.Span),
                (true, not MessageKind.Hello) => await Received(header, message),
                _ => ProtocolError.UnexpectedKind,
            };
        }

        if (error == ProtocolError.None) return;
        LogRefused(Id, error, header.Kind);
        End(Endings.Wrong(error, _welcomed ? $"this {header.Kind} message is not allowed here." : "a Hello message with a version that is spoken here must come first."));
    }

    private async ValueTask<ProtocolError> Welcome(ReadOnlyMemory<byte> message)
    {
        ProtocolError error = ControlJson.TryRead(message.Span[MessageHeader.Size..], out Hello? hello);
        if (error != ProtocolError.None) return error;
        if (!await Greet(hello!)) return ProtocolError.None;
        _welcomed = true;
        Ping(Context.Time.Monotonic());
        return ProtocolError.None;
    }

    private ProtocolError Answer(ReadOnlySpan<byte> message)
    {
        if (PingMessage.TryRead(message[MessageHeader.Size..], out PingMessage ping) is var error and not ProtocolError.None) return error;
        var pong = new byte[PongMessage.MessageSize];
        // The clock on which viewers are told when pictures were captured.
        new PongMessage(ping.SentAt, (ulong)Context.Time.Unix()).Write(pong);
        Post(pong);
        return ProtocolError.None;
    }

    private ProtocolError Measure(ReadOnlySpan<byte> message)
    {
        if (PongMessage.TryRead(message[MessageHeader.Size..], out PongMessage pong) is var error and not ProtocolError.None) return error;
        PeerClock.Answered(pong, Context.Time.Monotonic());
        return ProtocolError.None;
    }

    private async Task Send()
    {
        try
        {
            while (true)
            {
                await Outbox.Ready.Wait();
                while (Outbox.Ending is null && (Outbox.TryTake(out ReadOnlyMemory<byte> message) || TryTakeUpdate(out message))) await SendOne(message);
                if (Outbox.Ending is not { } ending) continue;
                if (ending.LastWords is { } words) await SendOne(words);
                if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                    await socket.CloseOutputAsync((WebSocketCloseStatus)ending.CloseCode, ending.Reason, CancellationToken.None);
                LogClosed(Id, ending.CloseCode, ending.Reason);
                return;
            }
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            End(new Ending(CloseCodes.TimedOut, "connection_lost", null));
            socket.Abort();
        }
    }

    private async ValueTask SendOne(ReadOnlyMemory<byte> message)
    {
        Volatile.Write(ref _sendingSince, Context.Time.Monotonic());
        await socket.SendAsync(message, WebSocketMessageType.Binary, WebSocketMessageFlags.EndOfMessage | WebSocketMessageFlags.DisableCompression, CancellationToken.None);
        Volatile.Write(ref _sendingSince, 0);
        Context.Meter.BytesOut.Add(message.Length);
    }

    [LoggerMessage(LogEvents.SocketClosed, LogLevel.Debug, "Connection {Connection} closed with {Code}: {Reason}")]
    private partial void LogClosed(Guid connection, int code, string reason);

    [LoggerMessage(LogEvents.SocketFailed, LogLevel.Error, "Connection {Connection} failed")]
    private partial void LogFailed(Exception failure, Guid connection);

    [LoggerMessage(LogEvents.PeerRefused, LogLevel.Information, "Connection {Connection} sent away: {Error} in a {Kind} message")]
    private partial void LogRefused(Guid connection, ProtocolError error, MessageKind kind);
}
