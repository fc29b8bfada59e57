using System.Net.WebSockets;
using RemoteAssist.Gateway.Api;
using RemoteAssist.Gateway.Relay;
using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>The socket of an agent or a viewer.</summary>
/// <param name="id">The connection's id.</param>
/// <param name="socket">The socket.</param>
/// <param name="context">What all connections use.</param>
/// <param name="participant">The participant's number, from 1.</param>
/// <param name="entered">The session as it stood when the ticket was redeemed.</param>
/// <param name="own">What the gateway's URLs begin with, for this viewer.</param>
/// <param name="logger">For what happens on this connection.</param>
internal sealed partial class ViewerConnection(
    Guid id, WebSocket socket, SocketContext context, int participant, SessionSnapshot entered, string own, ILogger logger)
    : PeerSocket(id, socket, context, logger), IRelayViewer
{
    // No acknowledgement for so long: the page hangs, or the road carries nothing.
    private static readonly TimeSpan AckPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ActivityTold = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = logger;
    private readonly SessionKey _key = entered.Key;
    private readonly ParticipantRole _role = entered.Participants.FirstOrDefault(person => person.Number == participant)?.Role ?? ParticipantRole.Viewer;
    private readonly InputBudget _input = new(context.Options.InputBytesPerSecond, context.Time);
    private SessionRelay? _relay;
    private long _tellActiveAt = long.MinValue;
    private bool _touched;
    private bool _toldNoRight;

    protected override int MessageCap => Caps.Input;

    public ViewerQueue Queue { get; } = new(context.Options, context.Time);

    public VideoCodecs Codecs { get; private set; }

    public bool ChoosesQuality => _role == ParticipantRole.Agent;

    public void Show(byte[] message) => Post(message);

    public void ShowCursorPosition(byte[] message) => Outbox.PostCursor(message);

    public void Ready() => Outbox.Ready.Set();

    public void Dropped(int updates)
    {
        Context.Meter.Drops.Add(updates);
        LogLagged(Id, updates);
    }

    internal override void Tick(long now)
    {
        base.Tick(now);
        if (Queue.OldestUnderWay() > AckPatience.Micros()) End(Endings.TimedOut($"No update was acknowledged for {AckPatience.TotalSeconds:0} s."));
        _relay?.Tick(this);
        _ = _relay?.Feed.Check();
    }

    internal override async Task Renew()
    {
        ISessionGrain grain = Context.Cluster.GetGrain<ISessionGrain>(_key.ToString());
        if (await grain.Renew(Id)) return;
        SessionSnapshot? session = await grain.Read();
        if (session is null || session.Stage == SessionStage.Ended) End(Endings.SessionEnded(session?.EndReason ?? EndReason.TimedOut));
        else if (session.Participants.All(person => person.Number != participant)) End(Endings.Revoked());
        else End(Endings.TimedOut("The connection's lease had run out."));
    }

    protected override async Task<bool> Greet(Hello hello)
    {
        _relay = await Context.Relays.Acquire(_key);
        Codecs = CodecNames.VideoOf(hello.Codecs);
        _relay.Feed.Offer(entered);
        SessionSnapshot session = _relay.Feed.Current ?? entered;
        if (!Allowed(session)) return false;
        SessionRights rights = _role == ParticipantRole.Agent ? session.Rights : session.Rights & SessionRights.See;
        Post(ControlJson.Write(new Welcome(ControlJson.Version, _key.Session, participant, SessionViews.Words(rights), (int)Limits.PingInterval.TotalSeconds)));
        _relay.Feed.Listen(Changed);
        _relay.Add(this);
        return true;
    }

    protected override async ValueTask<ProtocolError> Received(MessageHeader header, ReadOnlyMemory<byte> message)
    {
        switch (header.Kind)
        {
            case MessageKind.Ack:
                return Acknowledge(message.Span[MessageHeader.Size..]);
            case MessageKind.Input:
                ProtocolError error = InputMessage.TryRead(message.Span[MessageHeader.Size..], out InputMessage input);
                if (error != ProtocolError.None) return error;
                if (input.Agent != 0) return ProtocolError.BadInput;
                if (!MayControl(header.Kind)) return ProtocolError.None;
                _touched = true;
                TellActive();
                byte[] stamped = message.ToArray();
                InputMessage.StampAgent(stamped, (uint)participant);
                await _relay!.Send(stamped);
                if (_input.Take(message.Length) is var pause && pause > TimeSpan.Zero) await Task.Delay(pause, Context.Time);
                return ProtocolError.None;
            case MessageKind.View:
                error = ViewMessage.TryRead(message.Span[MessageHeader.Size..], out ViewMessage view);
                if (error == ProtocolError.None) _relay!.View(this, view);
                return error;
            case MessageKind.Repair:
                error = RepairMessage.TryRead(message.Span[MessageHeader.Size..], out _);
                if (error == ProtocolError.None) _relay!.Broken(this, message[MessageHeader.Size..]);
                return error;
            default:
                return ProtocolError.UnexpectedKind;
        }
    }

    protected override bool TryTakeUpdate(out ReadOnlyMemory<byte> message)
    {
        bool taken = Queue.TryTake(out byte[] update, out long waited, out int dropped);
        message = update;
        if (taken) Context.Meter.QueueDelay.Record(waited / 1e6);
        if (dropped == 0) return taken;
        Dropped(dropped);
        // It has room: what it lacks now need not wait for an acknowledgement.
        _relay?.CatchUp(this);
        return taken || Queue.TryTake(out update, out _, out _) && (message = update).Length > 0;
    }

    protected override async Task Left()
    {
        if (_relay is { } relay)
        {
            relay.Remove(this);
            relay.Feed.Ignore(Changed);
            // Nothing that this agent held may stay down on the customer's computer.
            if (_touched) await relay.Send(InputMessage.Single((uint)participant, new InputEvent { Kind = InputEventKind.ReleaseAll }));
            await Context.Relays.Release(_key);
        }

        await Context.Cluster.GetGrain<ISessionGrain>(_key.ToString()).Disconnected(Id);
    }

    private void Changed(SessionSnapshot session)
    {
        if (!Allowed(session)) return;
        if (session.Rights.HasFlag(SessionRights.Control)) _toldNoRight = false;
        Post(ControlJson.Write(SessionViews.State(session, _role, own)));
    }

    // An agent who works keeps the session from ending as an idle one.
    private void TellActive()
    {
        long now = Context.Time.Monotonic();
        if (now < _tellActiveAt) return;
        _tellActiveAt = now + ActivityTold.Micros();
        _ = Tell();

        async Task Tell()
        {
            try
            {
                await Context.Cluster.GetGrain<ISessionGrain>(_key.ToString()).Active(Id);
            }
            catch (Exception failure)
            {
                LogActiveFailed(failure, Id);
            }
        }
    }

    private bool Allowed(SessionSnapshot session)
    {
        if (session.Stage == SessionStage.Ended) End(Endings.SessionEnded(session.EndReason));
        // The ticket was redeemed in a version that an older snapshot cannot know.
        else if (session.Version >= entered.Version && session.Participants.All(person => person.Number != participant || person.Role != _role)) End(Endings.Revoked());
        else return true;
        return false;
    }

    private bool MayControl(MessageKind kind) =>
        MayAct(kind, session => session.Rights.HasFlag(SessionRights.Control), "the customer grants control");

    private bool MayAct(MessageKind kind, Predicate<SessionSnapshot> granted, string when)
    {
        if (_role != ParticipantRole.Agent)
        {
            LogNoRight(Id, participant, kind);
            End(Endings.NoRight($"Only agents may send {kind}."));
            return false;
        }

        if (_relay!.Feed.Current is { Stage: SessionStage.Active } session && granted(session)) return true;
        if (!_toldNoRight)
        {
            _toldNoRight = true;
            Post(Endings.Refused("no_right", $"{kind} is allowed while a customer is connected and {when}."));
        }

        return false;
    }

    private ProtocolError Acknowledge(ReadOnlySpan<byte> body)
    {
        if (AckMessage.TryRead(body, out AckMessage ack) is var error and not ProtocolError.None) return error;
        long delay = Queue.Acknowledge(ack.Seq);
        if (delay >= 0) Context.Meter.ViewerDelay.Record(delay / 1e6);
        if (Queue.IsBehind) _relay!.CatchUp(this);
        Outbox.Ready.Set();
        return ProtocolError.None;
    }

    [LoggerMessage(LogEvents.InputWithoutRight, LogLevel.Warning, "Connection {Connection} of participant {Participant}, a viewer, sent {Kind} and was closed")]
    private partial void LogNoRight(Guid connection, int participant, MessageKind kind);

    [LoggerMessage(LogEvents.GrainCallFailed, LogLevel.Warning, "The session of connection {Connection} could not be told that its agent works; it is told again in a minute")]
    private partial void LogActiveFailed(Exception failure, Guid connection);

    [LoggerMessage(LogEvents.ViewerLagged, LogLevel.Debug, "Connection {Connection} lags: {Updates} updates dropped")]
    private partial void LogLagged(Guid connection, int updates);
}
