using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host.Connection;

/// <summary>What the gateway says on one connection, and what is done about it. Everything is checked before it has any effect.</summary>
internal sealed class GatewayDialogue
{
    private readonly HostParts _parts;
    private readonly Outbox _outbox;
    private readonly Action _welcomed;
    private volatile bool _isWelcome;

    internal GatewayDialogue(HostParts parts, Outbox outbox, Action welcomed)
    {
        _parts = parts;
        _outbox = outbox;
        _welcomed = welcomed;
    }

    /// <summary>Set when the gateway has said that it is over.</summary>
    internal ConnectionEnd? End { get; private set; }

    /// <summary>Nothing heard for so long means that the gateway is gone.</summary>
    internal TimeSpan Silence { get; private set; } = GatewayConnection.Silence;

    /// <summary>Reads a whole message and carries it out.</summary>
    /// <returns>What is wrong with it, or <see cref="ProtocolError.None"/>.</returns>
    internal ProtocolError Read(ReadOnlySpan<byte> message)
    {
        ProtocolError error = MessageHeader.TryRead(message, out MessageHeader header);
        if (error != ProtocolError.None) return error;
        if (header.Flags != 0) return ProtocolError.ReservedNotZero;
        ReadOnlySpan<byte> body = message[MessageHeader.Size..];
        return header.Kind switch
        {
            MessageKind.Welcome when !_isWelcome => ReadWelcome(body),
            MessageKind.Refused => ReadRefused(body),
            MessageKind.Stop => ReadStop(body),
            MessageKind.Ping => ReadPing(body),
            _ when !_isWelcome => ProtocolError.UnexpectedKind,
            MessageKind.Input => ReadInput(body),
            MessageKind.Ack => ReadAck(body),
            MessageKind.Repair => ReadRepair(body),
            MessageKind.Watch => ReadWatch(body),
            _ => ProtocolError.UnexpectedKind,
        };
    }

    private ProtocolError ReadWelcome(ReadOnlySpan<byte> body)
    {
        ProtocolError error = ControlJson.TryRead(body, out Welcome? welcome);
        if (error != ProtocolError.None) return error;
        if (welcome.Version != ControlJson.Version) return ProtocolError.UnknownVersion;
        if (welcome.PingSeconds is >= 1 and <= 60) Silence = TimeSpan.FromSeconds(welcome.PingSeconds * 3);
        _isWelcome = true;
        _welcomed();
        _outbox.Send(ControlJson.Write(SystemDescription.Read(_parts.Version)));
        TellConsent();
        _parts.Screen.Attach(_outbox);
        return ProtocolError.None;
    }

    /// <summary>Tells the gateway what the customer allows, once it has welcomed us; from any thread.</summary>
    internal void TellConsent()
    {
        if (_isWelcome) _outbox.Send(ControlJson.Write(new Protocol.Control.Consent(_parts.Consent.Rights)));
    }

    private ProtocolError ReadRefused(ReadOnlySpan<byte> body)
    {
        ProtocolError error = ControlJson.TryRead(body, out Refused? refused);
        if (error != ProtocolError.None) return error;
        End = refused.Code switch
        {
            "session_ended" => ConnectionEnd.Over,
            "taken_over" => ConnectionEnd.TakenOver,
            "revoked" or "no_right" => ConnectionEnd.Revoked,
            _ => ConnectionEnd.Lost,
        };
        return ProtocolError.None;
    }

    private ProtocolError ReadStop(ReadOnlySpan<byte> body)
    {
        ProtocolError error = ControlJson.TryRead(body, out Stop? stop);
        if (error == ProtocolError.None) End = stop.Reason == "taken_over" ? ConnectionEnd.TakenOver : ConnectionEnd.Over;
        return error;
    }

    private ProtocolError ReadPing(ReadOnlySpan<byte> body)
    {
        ProtocolError error = PingMessage.TryRead(body, out PingMessage ping);
        if (error != ProtocolError.None) return error;
        var answer = new byte[PongMessage.MessageSize];
        new PongMessage(ping.SentAt, _parts.Time.Micros()).Write(answer);
        _outbox.Send(answer);
        return ProtocolError.None;
    }

    private ProtocolError ReadInput(ReadOnlySpan<byte> body)
    {
        ProtocolError error = InputMessage.TryRead(body, out InputMessage input);
        if (error == ProtocolError.None) _parts.Input.Handle(input, _parts.Screen.Layout);
        return error;
    }

    private ProtocolError ReadAck(ReadOnlySpan<byte> body)
    {
        ProtocolError error = AckMessage.TryRead(body, out AckMessage ack);
        if (error == ProtocolError.None) _parts.Screen.Acknowledge(ack.Seq);
        return error;
    }

    private ProtocolError ReadRepair(ReadOnlySpan<byte> body)
    {
        ProtocolError error = RepairMessage.TryRead(body, out RepairMessage repair);
        if (error == ProtocolError.None) _parts.Screen.Repair(repair);
        return error;
    }

    private ProtocolError ReadWatch(ReadOnlySpan<byte> body)
    {
        ProtocolError error = WatchMessage.TryRead(body, out WatchMessage watch);
        // What a viewer may not see it may not choose either.
        if (error == ProtocolError.None && _parts.Consent.Allows(RightNames.See)) _parts.Screen.Watch(watch);
        return error;
    }
}
