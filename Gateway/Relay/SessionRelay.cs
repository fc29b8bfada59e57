using Orleans.Streams;
using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// A session's relay in this process, for all viewers of the session that sit here: one subscription to <c>frames</c>, one voice towards the
/// host, and the lock and the timer around the <see cref="RelayPicture"/>.
/// </summary>
internal sealed partial class SessionRelay : IAsyncObserver<LiveMessage>
{
    private readonly Lock _gate = new();
    private readonly SessionKey _key;
    private readonly TimeProvider _time;
    private readonly GatewayMeter _meter;
    private readonly ILogger _logger;
    private readonly StreamPublisher _input;
    private readonly RelayPicture _picture;
    private readonly ITimer _timer;
    private StreamSubscriptionHandle<LiveMessage>? _subscription;
    private long _armedFor = long.MaxValue;
    private bool _closed;

    internal SessionRelay(SessionKey key, SessionFeed feed, IAsyncStream<LiveMessage> input, RelayOptions options, TimeProvider time, GatewayMeter meter, ILogger logger)
    {
        _key = key;
        Feed = feed;
        _time = time;
        _meter = meter;
        _logger = logger;
        _input = new StreamPublisher(input, null, logger);
        _picture = new RelayPicture(options.SessionBytes, time);
        _timer = time.CreateTimer(_ => Due(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The session's snapshot.</summary>
    internal SessionFeed Feed { get; }

    /// <summary>Bytes of updates that are held for the session's viewers.</summary>
    internal long Bytes => _picture.Bytes;

    internal async Task Open(IAsyncStream<LiveMessage> frames)
    {
        _subscription = await frames.SubscribeAsync(this);
        _meter.Sessions.Add(1);
        LogOpened(_key);
    }

    internal async Task Close()
    {
        lock (_gate) _closed = true;
        await _timer.DisposeAsync();
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

    /// <summary>A viewer comes: it gets what is known, everything from now on, and what is on the screen already.</summary>
    internal void Add(IRelayViewer viewer) => Do(() => _picture.Add(viewer));

    internal void Remove(IRelayViewer viewer) => Do(() => _picture.Remove(viewer));

    /// <summary>A viewer chose what it looks at.</summary>
    internal void View(IRelayViewer viewer, ViewMessage view) => Do(() => _picture.View(viewer, view));

    /// <summary>A viewer could not draw tiles.</summary>
    /// <param name="viewer">The viewer.</param>
    /// <param name="body">A Repair's body that has been checked.</param>
    internal void Broken(IRelayViewer viewer, ReadOnlyMemory<byte> body) => Do(() =>
    {
        if (RepairMessage.TryRead(body.Span, out RepairMessage repair) == ProtocolError.None) _picture.Broken(viewer, repair);
    });

    /// <summary>A viewer has room again.</summary>
    internal void CatchUp(IRelayViewer viewer) => Do(() => _picture.CatchUp(viewer));

    /// <summary>Sends input, already checked and stamped, to the host. Returns at once unless too much is on its way.</summary>
    internal Task Send(byte[] message) => _input.Publish(new LiveMessage(message, _time.Unix()));

    /// <summary>Looks after what was asked for and never came; called about every second by each viewer.</summary>
    internal void Tick(IRelayViewer viewer) => Do(() => _picture.Tick(viewer));

    public Task OnNextAsync(LiveMessage item, StreamSequenceToken? token = null)
    {
        lock (_gate)
        {
            switch ((MessageKind)item.Bytes[0])
            {
                case MessageKind.Update:
                    _meter.StreamDelay.Record(Math.Max(0, _time.Unix() - item.EnteredAt) / 1e6);
                    if (!_picture.ShowUpdate(item.Bytes)) LogGap(_key, "an update's sequence number jumped");
                    break;
                case MessageKind.Layout:
                    _picture.ShowLayout(item.Bytes);
                    break;
                case MessageKind.CursorShape:
                    _picture.ShowCursorShape(item.Bytes);
                    break;
                case MessageKind.CursorPosition:
                    _picture.ShowCursorPosition(item.Bytes);
                    break;
            }

            TellHost();
        }

        return Task.CompletedTask;
    }

    /// <summary>The stream says that something is missing.</summary>
    public Task OnErrorAsync(Exception ex)
    {
        LogGap(_key, ex.Message);
        Do(_picture.Gap);
        return Task.CompletedTask;
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    private void Do(Action what)
    {
        lock (_gate)
        {
            what();
            TellHost();
        }
    }

    // Under the gate, so that messages go out in the order in which they were planned.
    private void TellHost()
    {
        if (_closed) return;
        while (_picture.Take(out int repaired) is { } message)
        {
            if (repaired >= 0)
            {
                _meter.Repairs.Add(1);
                LogRepair(_key, repaired);
            }

            _ = _input.Publish(new LiveMessage(message, _time.Unix()));
        }

        if (_picture.Due() is not { } wait) return;
        long due = _time.Monotonic() + wait.Micros();
        // A timer that fires too early looks again; setting it anew for every update would cost more.
        if (due >= _armedFor) return;
        _armedFor = due;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Due()
    {
        lock (_gate)
        {
            _armedFor = long.MaxValue;
            TellHost();
        }
    }

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
