using System.Collections.Immutable;
using System.Security.Cryptography;
using Orleans.Streams;
using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// What one process knows of a session's picture, for all viewers of the session that sit here: one subscription to <c>frames</c>, the last
/// layout and pointer for who comes later, and one plan of what to have repaired.
/// </summary>
internal sealed partial class SessionRelay : IAsyncObserver<LiveMessage>
{
    private readonly Lock _gate = new();
    private readonly SessionKey _key;
    private readonly TimeProvider _time;
    private readonly GatewayMeter _meter;
    private readonly ILogger _logger;
    private readonly StreamPublisher _input;
    private readonly RepairPlan _plan;
    private readonly ulong _watcher = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly ITimer _repairTimer;
    private ImmutableArray<IRelayViewer> _viewers = [];
    private StreamSubscriptionHandle<LiveMessage>? _subscription;
    private Layout? _layout;
    private byte[]? _layoutMessage;
    private byte[]? _cursorShape;
    private byte[]? _cursorPosition;
    private uint _lastSeq;
    private bool _sequenceKnown;
    private bool _repairArmed;
    private bool _closed;

    internal SessionRelay(SessionKey key, SessionFeed feed, IAsyncStream<LiveMessage> input, TimeProvider time, GatewayMeter meter, ILogger logger)
    {
        _key = key;
        Feed = feed;
        _time = time;
        _meter = meter;
        _logger = logger;
        _input = new StreamPublisher(input, null, logger);
        _plan = new RepairPlan(time);
        _repairTimer = time.CreateTimer(_ => RepairDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The session's snapshot.</summary>
    internal SessionFeed Feed { get; }

    internal async Task Open(IAsyncStream<LiveMessage> frames)
    {
        _subscription = await frames.SubscribeAsync(this);
        _meter.Sessions.Add(1);
        LogOpened(_key);
    }

    internal async Task Close()
    {
        lock (_gate) _closed = true;
        await _repairTimer.DisposeAsync();
        try
        {
            if (_subscription is not null) await _subscription.UnsubscribeAsync();
        }
        catch (Exception failure)
        {
            LogStreamFailed(failure, _key);
        }

        _meter.Sessions.Add(-1);
        LogClosed(_key);
    }

    /// <summary>A viewer comes: it gets what is known, everything from now on, and a whole picture soon.</summary>
    internal void Add(IRelayViewer viewer)
    {
        lock (_gate)
        {
            _viewers = _viewers.Add(viewer);
            if (_layout is { } layout) viewer.ShowLayout(_layoutMessage!, layout.Epoch, Active(layout).Width, Active(layout).Height);
            if (_cursorShape is not null) viewer.ShowCursorShape(_cursorShape);
            if (_cursorPosition is not null) viewer.ShowCursorPosition(_cursorPosition);
            _plan.WantAll();
            Repair();
        }
    }

    internal void Remove(IRelayViewer viewer)
    {
        lock (_gate) _viewers = _viewers.Remove(viewer);
    }

    /// <summary>Sends input, already checked and stamped, to the host. Returns at once unless too much is on its way.</summary>
    internal Task Send(byte[] message) => _input.Publish(new LiveMessage(message, _time.Unix()));

    /// <summary>Asks the host for what a viewer wants to look at.</summary>
    internal Task Watch(ViewMessage view)
    {
        var message = new byte[WatchMessage.MessageSize];
        ushort screens = view.Screen == ViewMessage.AllScreens ? ushort.MaxValue : (ushort)(1 << view.Screen);
        new WatchMessage(_watcher, screens, view.Quality, VideoCodecs.None, (uint)_viewers.Length).Write(message);
        return Send(message);
    }

    /// <summary>Whether a screen of this id can be chosen.</summary>
    internal bool HasScreen(int screen)
    {
        lock (_gate) return _layout is { } layout && (screen < layout.Screens.Length || screen == ViewMessage.AllScreens);
    }

    /// <summary>A viewer lost tiles and has room for them again.</summary>
    internal void Want(uint epoch, ReadOnlySpan<ushort> tiles)
    {
        lock (_gate)
        {
            if (_layout?.Epoch != epoch) return;
            _plan.Want(tiles);
            Repair();
        }
    }

    /// <summary>Looks after what was asked for and never came; called about every second.</summary>
    internal void Tick()
    {
        lock (_gate)
        {
            _plan.Tick();
            Repair();
        }
    }

    public Task OnNextAsync(LiveMessage item, StreamSequenceToken? token = null)
    {
        lock (_gate)
        {
            switch ((MessageKind)item.Bytes[0])
            {
                case MessageKind.Update:
                    Relay(item);
                    break;
                case MessageKind.Layout:
                    Begin(item.Bytes);
                    break;
                case MessageKind.CursorShape when !Same(item.Bytes, _cursorShape):
                    _cursorShape = item.Bytes;
                    foreach (IRelayViewer viewer in _viewers) viewer.ShowCursorShape(item.Bytes);
                    break;
                case MessageKind.CursorPosition:
                    _cursorPosition = item.Bytes;
                    foreach (IRelayViewer viewer in _viewers) viewer.ShowCursorPosition(item.Bytes);
                    break;
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The stream says that something is missing.</summary>
    public Task OnErrorAsync(Exception ex)
    {
        LogGap(_key, ex.Message);
        lock (_gate)
        {
            _sequenceKnown = false;
            _plan.WantAll();
            Repair();
        }

        return Task.CompletedTask;
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    private void Relay(LiveMessage item)
    {
        if (Update.TryReadHeader(item.Bytes, out UpdateFlags flags, out UpdateHeader header) != ProtocolError.None) return;
        _meter.StreamDelay.Record(Math.Max(0, _time.Unix() - item.EnteredAt) / 1e6);
        bool inOrder = !_sequenceKnown || header.Seq == _lastSeq + 1;
        _sequenceKnown = true;
        _lastSeq = header.Seq;
        if (_layout is not { } layout || header.Epoch != layout.Epoch)
        {
            // Its layout was lost, or it is of a layout that is over; asking for all brings the current layout again.
            if (header.Epoch > (_layout?.Epoch ?? 0)) _plan.WantAll();
            Repair();
            return;
        }

        if (!inOrder)
        {
            LogGap(_key, "an update's sequence number jumped");
            _plan.WantAll();
        }

        if (Update.TryRead(item.Bytes, Active(layout).Width, Active(layout).Height, out Update update) != ProtocolError.None) return;
        _plan.Came(update);
        foreach (IRelayViewer viewer in _viewers) viewer.ShowUpdate(item, header.Seq, flags.HasFlag(UpdateFlags.Repair));
        Repair();
    }

    private void Begin(byte[] message)
    {
        // The host's gateway sends the layout again for who comes late; who has it is not disturbed.
        if (Same(message, _layoutMessage) || ControlJson.TryRead(message.AsSpan(MessageHeader.Size), out Layout? layout) != ProtocolError.None) return;
        bool first = _layout is null, sameEpoch = _layout?.Epoch == layout!.Epoch;
        _layout = layout;
        _layoutMessage = message;
        Screen active = Active(layout!);
        // With the first layout we came in the middle: the whole picture that was asked for still has to come.
        if (!first && !sameEpoch) _sequenceKnown = false;
        if (!sameEpoch) _plan.Begin(active.Width, active.Height);
        foreach (IRelayViewer viewer in _viewers) viewer.ShowLayout(message, layout!.Epoch, active.Width, active.Height);
    }

    // Under the gate, so that requests go out in the order in which they were planned.
    private void Repair()
    {
        if (_closed || _viewers.IsEmpty || _plan.Due() is not { } wait) return;
        if (wait > TimeSpan.Zero)
        {
            if (_repairArmed) return;
            _repairArmed = true;
            _repairTimer.Change(wait, Timeout.InfiniteTimeSpan);
            return;
        }

        ushort[] tiles = _plan.Take();
        var message = new byte[RepairMessage.MessageLength(tiles.Length)];
        RepairMessage.Write(message, _layout?.Active ?? 0, _layout?.Epoch ?? 0, tiles);
        _meter.Repairs.Add(1);
        LogRepair(_key, tiles.Length);
        _ = _input.Publish(new LiveMessage(message, _time.Unix()));
    }

    private void RepairDue()
    {
        lock (_gate)
        {
            _repairArmed = false;
            Repair();
        }
    }

    private static Screen Active(Layout layout) => layout.Screens[layout.Active];

    private static bool Same(byte[] one, byte[]? other) => other is not null && one.AsSpan().SequenceEqual(other);

    [LoggerMessage(LogEvents.RelayOpened, LogLevel.Debug, "Relaying session {Session}")]
    private partial void LogOpened(SessionKey session);

    [LoggerMessage(LogEvents.RelayClosed, LogLevel.Debug, "No longer relaying session {Session}")]
    private partial void LogClosed(SessionKey session);

    [LoggerMessage(LogEvents.RelayGap, LogLevel.Information, "Something of session {Session}'s picture is missing ({Reason}); it is asked for again")]
    private partial void LogGap(SessionKey session, string reason);

    [LoggerMessage(LogEvents.RelayStreamFailed, LogLevel.Warning, "The subscription to session {Session}'s picture could not be given back; its lease runs out")]
    private partial void LogStreamFailed(Exception failure, SessionKey session);

    [LoggerMessage(LogEvents.RepairAsked, LogLevel.Debug, "Asking the host of session {Session} for {Tiles} tiles again (0: all)")]
    private partial void LogRepair(SessionKey session, int tiles);
}
