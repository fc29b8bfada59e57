using System.Net.WebSockets;
using Orleans.Streams;
using RemoteAssist.Gateway.Api;
using RemoteAssist.Gateway.Relay;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>The socket of a customer's computer.</summary>
/// <param name="id">The connection's id.</param>
/// <param name="socket">The socket.</param>
/// <param name="context">What all connections use.</param>
/// <param name="entered">The session as it stood when the ticket was redeemed.</param>
/// <param name="logger">For what happens on this connection.</param>
internal sealed class HostConnection(Guid id, WebSocket socket, SocketContext context, SessionSnapshot entered, ILogger logger)
    : PeerSocket(id, socket, context, logger), IAsyncObserver<LiveMessage>
{
    // Bytes of input that may wait for the host: more would come too late to be of use, and the rest of the outbox is for what must not be lost.
    private const int InputCap = 256 * 1024;

    private readonly SessionKey _key = entered.Key;
    private readonly Lock _lock = new();
    private readonly ILogger _logger = logger;
    private HostReports? _reports;
    private StreamPublisher? _frames;
    private SessionFeed? _feed;
    private StreamSubscriptionHandle<LiveMessage>? _input;
    private Layout? _layout;
    private byte[]? _layoutMessage;
    private byte[]? _cursorShape;
    private byte[]? _cursorPosition;
    private bool _inputLost;
    private volatile int _rights = (int)entered.Rights;

    protected override int MessageCap => Caps.Message;

    private SessionRights Rights => (SessionRights)_rights;

    internal override void Tick(long now)
    {
        base.Tick(now);
        _ = _feed?.Check();
    }

    internal override async Task Renew()
    {
        ISessionGrain grain = Context.Cluster.GetGrain<ISessionGrain>(_key.ToString());
        if (await grain.Renew(Id)) return;
        SessionSnapshot? session = await grain.Read();
        if (session is null || session.Stage == SessionStage.Ended) End(Endings.SessionEnded(session?.EndReason ?? EndReason.TimedOut));
        else if (session.HostConnection is { } other && other != Id) End(Endings.TakenOver());
        else End(Endings.TimedOut("The connection's lease had run out."));
    }

    /// <summary>Input for the host, or a request for tiles.</summary>
    public Task OnNextAsync(LiveMessage item, StreamSequenceToken? token = null)
    {
        switch ((MessageKind)item.Bytes[0])
        {
            // Checked again: the agent's gateway may know an older consent.
            case MessageKind.Input when Rights.HasFlag(SessionRights.Control) || OnlyReleases(item.Bytes):
                PostInput(item.Bytes);
                break;
            case MessageKind.Watch when Rights.HasFlag(SessionRights.See):
                Post(item.Bytes);
                break;
            case MessageKind.Repair:
                Repair(item.Bytes);
                break;
        }

        return Task.CompletedTask;
    }

    /// <summary>Input was lost: nothing may stay held down that perhaps was released.</summary>
    public Task OnErrorAsync(Exception ex)
    {
        ReleaseAll();
        return Task.CompletedTask;
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    protected override async Task<bool> Greet(Hello hello)
    {
        _feed = await Context.Feeds.Acquire(_key);
        _feed.Offer(entered);
        _reports = new HostReports(Context.Cluster.GetGrain<ISessionGrain>(_key.ToString()), Id, _logger);
        _frames = new StreamPublisher(Context.Streams.Frames(_key), Outbox.PostAck, _logger);
        _input = await Context.Streams.Input(_key).SubscribeAsync(this);
        Post(ControlJson.Write(new Welcome(ControlJson.Version, _key.Session, 0, SessionViews.Words(Rights), (int)Limits.PingInterval.TotalSeconds)));
        _feed.Listen(Changed);
        return true;
    }

    protected override ValueTask<ProtocolError> Received(MessageHeader header, ReadOnlyMemory<byte> message)
    {
        ReadOnlySpan<byte> body = message.Span[MessageHeader.Size..];
        switch (header.Kind)
        {
            case MessageKind.Update:
                return Publish(message);
            case MessageKind.CursorPosition:
                if (CursorPositionMessage.TryRead(body, out _) is var wrong and not ProtocolError.None) return new(wrong);
                return Publish(ref _cursorPosition, message);
            case MessageKind.CursorShape:
                if (CursorShapeMessage.TryRead(body, out _) is var broken and not ProtocolError.None) return new(broken);
                return Publish(ref _cursorShape, message);
            case MessageKind.Layout:
                return Show(body);
            case MessageKind.Consent:
                return new(Consented(body));
            case MessageKind.SystemInfo:
                ProtocolError error = ControlJson.TryRead(body, out SystemInfo? system);
                if (error == ProtocolError.None) _reports!.Tell(new CustomerSystem(system!.Os, system.OsVersion, system.UserName, system.MachineName, system.Client));
                return new(error);
            case MessageKind.Stop:
                error = ControlJson.TryRead(body, out Stop? _);
                // The customer stopped sharing, and may come back while an agent is there.
                if (error == ProtocolError.None) End(Endings.Stopped());
                return new(error);
            default:
                return new(ProtocolError.UnexpectedKind);
        }
    }

    protected override async Task Left()
    {
        _feed?.Ignore(Changed);
        try
        {
            if (_input is not null) await _input.UnsubscribeAsync();
        }
        finally
        {
            if (_feed is not null) await Context.Feeds.Release(_key);
            if (_reports is not null) await _reports.Told();
            await Context.Cluster.GetGrain<ISessionGrain>(_key.ToString()).Disconnected(Id);
        }
    }

    private async ValueTask<ProtocolError> Publish(ReadOnlyMemory<byte> message)
    {
        ProtocolError error = Check(message.Span, out UpdateHeader header, out bool relayed);
        if (error != ProtocolError.None) return error;
        Context.Meter.Frames.Add(1);
        long? age = PeerClock.Known ? Math.Max(0, Context.Time.Monotonic() - ((long)header.CapturedAt - PeerClock.Offset)) : null;
        if (age is { } known) Context.Meter.CaptureDelay.Record(known / 1e6);
        if (!relayed)
        {
            Outbox.PostAck(header.Seq);
            return ProtocolError.None;
        }

        // Nobody else knows the host's clock: viewers are told the time of capture on ours.
        byte[] stamped = message.ToArray();
        long now = Context.Time.Unix();
        Update.StampCapturedAt(stamped, age is null ? 0 : (ulong)(now - age.Value));
        await _frames!.Publish(new LiveMessage(stamped, now), header.Seq);
        return ProtocolError.None;
    }

    private ProtocolError Check(ReadOnlySpan<byte> message, out UpdateHeader header, out bool relayed)
    {
        relayed = false;
        ProtocolError error = Update.TryReadHeader(message, out _, out header);
        if (error != ProtocolError.None) return error;
        // An update needs a layout before it, and one of a layout to come has none.
        if (_layout is not { } layout || header.Epoch > layout.Epoch) return ProtocolError.OutOfScreen;
        if (header.Epoch < layout.Epoch) return ProtocolError.None;
        if (header.Screen >= layout.Screens.Length) return ProtocolError.OutOfScreen;
        Screen screen = layout.Screens[header.Screen];
        error = Update.TryRead(message, screen.Width, screen.Height, out _);
        relayed = error == ProtocolError.None && Rights.HasFlag(SessionRights.See);
        return error;
    }

    private ValueTask<ProtocolError> Publish(ref byte[]? kept, ReadOnlyMemory<byte> message)
    {
        byte[] bytes = message.ToArray();
        lock (_lock) kept = bytes;
        return Publish(bytes);
    }

    private async ValueTask<ProtocolError> Publish(byte[] bytes)
    {
        if (Rights.HasFlag(SessionRights.See)) await _frames!.Publish(new LiveMessage(bytes, Context.Time.Unix()));
        return ProtocolError.None;
    }

    private ValueTask<ProtocolError> Show(ReadOnlySpan<byte> body)
    {
        ProtocolError error = ControlJson.TryRead(body, out Layout? layout);
        if (error == ProtocolError.None && layout!.Epoch < (_layout?.Epoch ?? 0)) error = ProtocolError.BadText;
        if (error != ProtocolError.None) return new(error);
        // Written anew, with hostile names cut to their caps.
        byte[] message = ControlJson.Write(layout!);
        lock (_lock) (_layout, _layoutMessage) = (layout, message);
        _reports!.Tell(SessionViews.Layout(layout!));
        return Publish(message);
    }

    private ProtocolError Consented(ReadOnlySpan<byte> body)
    {
        ProtocolError error = ControlJson.TryRead(body, out Consent? consent);
        if (error != ProtocolError.None) return error;
        SessionRights rights = SessionViews.Rights(consent!.Rights), before = Rights;
        _rights = (int)rights;
        _reports!.Tell(rights);
        if (rights.HasFlag(SessionRights.See) && !before.HasFlag(SessionRights.See)) ShowAgain();
        return ProtocolError.None;
    }

    // Named tiles are only of the layout that they were named for. A request for all of a screen is answered whatever epoch its sender knows: who
    // knows none gets the layout first, and the screen that is shown to who has not chosen one.
    private void Repair(byte[] message)
    {
        if (RepairMessage.TryRead(message.AsSpan(MessageHeader.Size), out RepairMessage repair) != ProtocolError.None || _layout is not { } layout) return;
        bool current = repair.Epoch == layout.Epoch && repair.Screen < layout.Screens.Length;
        if (repair.TileCount == 0) ShowAgain();
        if (current) Post(message);
        if (current || repair.TileCount > 0) return;
        var all = new byte[RepairMessage.MessageLength(0)];
        RepairMessage.Write(all, layout.Active, layout.Epoch, []);
        Post(all);
    }

    // For who comes late: it has missed the layout and the pointer, which the host does not send again.
    private void ShowAgain()
    {
        byte[]? layout, shape, position;
        lock (_lock) (layout, shape, position) = (_layoutMessage, _cursorShape, _cursorPosition);
        foreach (byte[]? message in (ReadOnlySpan<byte[]?>)[layout, shape, position])
        {
            if (message is not null && Rights.HasFlag(SessionRights.See)) _ = _frames!.Publish(new LiveMessage(message, Context.Time.Unix()));
        }
    }

    private void Changed(SessionSnapshot session)
    {
        if (session.Stage == SessionStage.Ended) End(Endings.SessionEnded(session.EndReason));
        else if (session.Version < entered.Version) return;
        else if (session.HostConnection is { } other && other != Id) End(Endings.TakenOver());
    }

    // Input that the host's road does not carry is lost, not the host; and nothing stays held down that was perhaps released in what was lost.
    private void PostInput(byte[] message)
    {
        if (_inputLost)
        {
            if (!Outbox.Post(message, InputCap / 2)) return;
            _inputLost = false;
        }
        else if (!Outbox.Post(message, InputCap))
        {
            _inputLost = true;
            ReleaseAll();
        }
    }

    private void ReleaseAll()
    {
        if (_feed?.Current is not { } session) return;
        foreach (Participant agent in session.Participants.Where(person => person.Role == ParticipantRole.Agent))
            Post(InputMessage.Single((uint)agent.Number, new InputEvent { Kind = InputEventKind.ReleaseAll }));
    }

    private static bool OnlyReleases(byte[] message)
    {
        if (InputMessage.TryRead(message.AsSpan(MessageHeader.Size), out InputMessage input) != ProtocolError.None) return false;
        foreach (InputEvent one in input)
        {
            if (one.Kind != InputEventKind.ReleaseAll) return false;
        }

        return true;
    }
}
