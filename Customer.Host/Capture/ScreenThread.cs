using Microsoft.Extensions.Logging;
using RemoteAssist.Customer.Host.Consent;
using RemoteAssist.Customer.Host.Encode;
using RemoteAssist.Customer.Host.Encode.Cache;
using RemoteAssist.Customer.Host.Encode.Video;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>
/// The thread that watches the desktop and sends it while a connection is attached and the customer lets it be seen. It sleeps until the desktop,
/// the gateway or the customer does something; no timer runs while the screen is still.
/// </summary>
internal sealed partial class ScreenThread : IPartSink, IDisposable
{
    private const string NoSink = "No connection is attached.";

    private readonly IDesktopSource _source;
    private readonly ConsentState _consent;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PictureEncoder _encoder;
    private readonly TileCache _cache = new(Caps.CacheSlots);
    private readonly FlowWindow _window;
    private readonly CapturePace _pace;
    private readonly CursorReport _cursor;
    private readonly Watchers _watchers;
    private readonly VideoSupport _video;
    private readonly RepairRequests _repairs = new();
    private readonly ScreenCast?[] _casts = new ScreenCast?[Caps.Screens];
    private readonly Thread _thread;
    private readonly Lock _gate = new();

    private volatile DesktopLayout _layout;
    private volatile bool _stopping;
    private ICastSink? _sink;
    private ushort _active, _cast;
    private PictureQuality _quality;
    private TimeSpan? _forgets;
    private uint _epoch;
    private int _next, _bytes;

    // Handed over under the gate.
    private ICastSink? _wantedSink;
    private uint? _acknowledged;

    internal ScreenThread(IDesktopSource source, ConsentState consent, TimeProvider time, ILogger<ScreenThread> logger, VideoSupport? video = null)
    {
        _source = source;
        _consent = consent;
        _time = time;
        _logger = logger;
        _encoder = new PictureEncoder(this);
        _window = new FlowWindow(time);
        _pace = new CapturePace(time);
        _cursor = new CursorReport(source, time);
        _watchers = new Watchers(time);
        _video = video ?? new VideoSupport(logger);
        // A program that starts again must not repeat an epoch that a gateway remembers.
        _epoch = (uint)time.GetUtcNow().ToUnixTimeSeconds();
        _layout = new DesktopLayout(source.ReadMonitors());
        _active = PrimaryOf(_layout);
        _thread = new Thread(Run) { IsBackground = true, Name = "screen" };
    }

    /// <summary>The monitors as they are now.</summary>
    internal DesktopLayout Layout => _layout;

    /// <summary>Completes with the reason when the thread had to give up.</summary>
    internal Task<Exception> Failed => _failed.Task;

    private readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Start() => _thread.Start();

    /// <summary>From now on the screen goes to this connection, beginning with a whole picture; null for to none.</summary>
    internal void Attach(ICastSink? sink)
    {
        _watchers.Clear();
        lock (_gate)
        {
            _wantedSink = sink;
            _acknowledged = null;
        }

        _source.Wake();
    }

    /// <summary>The gateway has everything up to this update.</summary>
    internal void Acknowledge(uint seq)
    {
        lock (_gate) _acknowledged = seq;
        _source.Wake();
    }

    /// <summary>The gateway asks for tiles again.</summary>
    internal void Repair(in RepairMessage message)
    {
        _repairs.Add(message);
        _source.Wake();
    }

    /// <summary>A relay says what its viewers look at.</summary>
    internal void Watch(in WatchMessage message)
    {
        _watchers.Tell(message);
        _source.Wake();
    }

    /// <summary>The customer changed what may be seen.</summary>
    internal void ConsentChanged() => _source.Wake();

    byte[] IPartSink.Rent() => (_sink ?? throw new InvalidOperationException(NoSink)).Rent();

    void IPartSink.Post(byte[] buffer, int length)
    {
        _bytes += length;
        (_sink ?? throw new InvalidOperationException(NoSink)).Post(buffer, length);
    }

    public void Dispose()
    {
        _stopping = true;
        _source.Wake();
        if (_thread.IsAlive && !_thread.Join(TimeSpan.FromSeconds(2))) return;
        EndCasts();
        _encoder.Dispose();
        _source.Dispose();
    }

    private static ushort PrimaryOf(DesktopLayout layout) => (ushort)Math.Max(0, Array.FindIndex(layout.Monitors, monitor => monitor.Primary));

    // What escapes from a thread ends the process without a word to the customer; here it ends the session with one.
    private void Run()
    {
        try
        {
            while (!_stopping) Turn(_source.Wait(Patience()));
        }
        catch (Exception exception)
        {
            LogFailed(exception);
            _failed.TrySetResult(exception);
        }
    }

    private void Turn(DesktopChanges changes)
    {
        TakeHandedOver(out bool anew);
        if ((changes & DesktopChanges.Monitors) != 0) anew |= ReadMonitors();
        if (_sink is null || !_consent.Allows(RightNames.See))
        {
            EndCasts();
            return;
        }

        if (anew || _cast == 0) BeginEpoch();
        FollowWatchers(_sink, anew);
        if (_window.HasRoom)
        {
            _bytes = 0;
            if (SendOne()) _window.Sent(_encoder.Seq, _bytes);
        }
        else
        {
            foreach (ScreenCast? cast in _casts)
            {
                if (cast?.HasWork(_source.Damage) == true) cast.Encoder.HeldBack = true;
            }
        }

        _cursor.Note(changes);
        _cursor.Send(_sink, _layout, _active);
    }

    private void TakeHandedOver(out bool attached)
    {
        lock (_gate)
        {
            attached = !ReferenceEquals(_sink, _wantedSink);
            _sink = _wantedSink;
            if (attached) _window.Reset();
            else if (_acknowledged is { } seq) _window.Acknowledge(seq);
            _acknowledged = null;
        }
    }

    private bool ReadMonitors()
    {
        var layout = new DesktopLayout(_source.ReadMonitors());
        if (layout.IsSameAs(_layout)) return false;
        _active = PrimaryOf(layout);
        _layout = layout;
        LogMonitors(layout.Monitors.Length);
        return true;
    }

    private void EndCasts()
    {
        foreach (ScreenCast? cast in _casts) cast?.Dispose();
        Array.Clear(_casts);
        _cast = 0;
    }

    private void BeginEpoch()
    {
        EndCasts();
        _epoch++;
        _cache.Clear();
        _cursor.Begin();
    }

    /// <summary>Casts the screens that somebody looks at; when nobody does, the active one, so that whoever comes finds a picture.</summary>
    private void FollowWatchers(ICastSink sink, bool anew)
    {
        Watched watched = _watchers.Read();
        _forgets = watched.Next;
        int wanted = watched.Screens & (1 << _layout.Monitors.Length) - 1;
        if (wanted == 0) wanted = 1 << _active;
        if (anew || wanted != _cast || watched.Quality != _quality)
        {
            _quality = watched.Quality;
            _cast = (ushort)wanted;
            sink.Send(ControlJson.Write(_layout.Describe(_epoch, _active, _quality, _cast)));
        }

        for (ushort screen = 0; screen < _layout.Monitors.Length; screen++)
        {
            bool casts = (wanted >> screen & 1) != 0;
            if (!casts)
            {
                _casts[screen]?.Dispose();
                _casts[screen] = null;
                continue;
            }

            _casts[screen] ??= new ScreenCast(_source, _encoder, _cache, _time, screen, _layout.Monitors[screen].Bounds, _epoch, _video);
        }

        QualitySettings settings = QualitySettings.For(_quality, _window.Uplink.BytesPerSecond);
        if (_pace.Least != settings.Interval) _pace.Least = settings.Interval;
        var demand = new VideoDemand(watched.Codecs, _quality, _window.Uplink.BytesPerSecond);
        foreach (ScreenCast? cast in _casts)
        {
            if (cast is null) continue;
            cast.Encoder.Settings = settings;
            cast.Encoder.FollowVideo(demand);
        }
    }

    private bool SendOne()
    {
        if (HasWork())
        {
            if (_pace.Wait > TimeSpan.Zero) return false;
            _pace.Take();
            Capture();
            return SendChanges();
        }

        foreach (ScreenCast? cast in _casts)
        {
            if (cast is not null && !_repairs.IsEmpty(cast.Screen) && cast.SendRepair(_repairs)) return true;
        }

        if (!_window.IsEmpty || !IsSpare()) return false;
        foreach (ScreenCast? cast in _casts)
        {
            if (cast is not null && cast.Encoder.RefinementDue == TimeSpan.Zero && cast.Encoder.SendRefinement(RefinementBudget)) return true;
        }

        return false;
    }

    private bool HasWork()
    {
        foreach (ScreenCast? cast in _casts)
        {
            if (cast?.HasWork(_source.Damage) == true) return true;
        }

        // What was damaged where nobody looks is forgotten.
        if (!_source.Damage.IsEmpty)
        {
            _source.AcknowledgeDamage();
            _source.Damage.Clear();
        }

        return false;
    }

    private void Capture()
    {
        // Before the grabs: what is drawn from here on is reported again.
        if (!_source.Damage.IsEmpty) _source.AcknowledgeDamage();
        foreach (ScreenCast? cast in _casts) cast?.Capture(_source.Damage);
        _source.Damage.Clear();
    }

    // The screens take turns.
    private bool SendChanges()
    {
        PixelRect focus = _cursor.Place is { } place ? new PixelRect(place.X - Tile.Side, place.Y - Tile.Side, 2 * Tile.Side, 2 * Tile.Side) : default;
        for (int i = 0; i < _casts.Length; i++)
        {
            _next = (_next + 1) % _casts.Length;
            if (_casts[_next]?.SendChanges(_window.Budget, focus) == true) return true;
        }

        return false;
    }

    // A tenth of a second's worth, so that whatever changes next waits for little.
    private int RefinementBudget => (int)Math.Clamp(_window.Uplink.BytesPerSecond / 10, FlowWindow.LeastBytes, 16 * 1024);

    // Refining takes a third of what the way to the gateway carries, measured by how long the last picture took.
    private bool IsSpare() => RefinementWait() == TimeSpan.Zero;

    private TimeSpan RefinementWait()
    {
        TimeSpan wait = _window.RoundTrip * 3 - _time.GetElapsedTime(_window.LastSentAt);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>How long there is nothing to do unless something happens, in milliseconds; -1 for ever.</summary>
    private int Patience()
    {
        if (_cast == 0) return -1;
        TimeSpan? wait = _cursor.Due;
        if (_forgets is { } forgets) wait = Least(wait, forgets);
        foreach (ScreenCast? cast in _casts)
        {
            if (cast?.Encoder.VideoDue is { } due) wait = Least(wait, due);
        }

        if (HasWork()) wait = Least(wait, _window.HasRoom ? _pace.Wait : FlowWindow.Patience);
        else if (IsAskedForRepairs()) wait = Least(wait, _window.HasRoom ? TimeSpan.Zero : FlowWindow.Patience);
        else if (_window.IsEmpty && RefinementDue() is { } rested) wait = Least(wait, rested > RefinementWait() ? rested : RefinementWait());
        return wait is { } known ? (int)Math.Ceiling(known.TotalMilliseconds) : -1;
    }

    private bool IsAskedForRepairs()
    {
        foreach (ScreenCast? cast in _casts)
        {
            if (cast is not null && !_repairs.IsEmpty(cast.Screen)) return true;
        }

        return false;
    }

    private TimeSpan? RefinementDue()
    {
        TimeSpan? due = null;
        foreach (ScreenCast? cast in _casts)
        {
            if (cast?.Encoder.RefinementDue is { } wait) due = Least(due, wait);
        }

        return due;
    }

    private static TimeSpan Least(TimeSpan? one, TimeSpan other) => one is { } known && known < other ? known : other;

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "The desktop now has {Count} screens.")]
    private partial void LogMonitors(int count);

    [LoggerMessage(EventId = 102, Level = LogLevel.Error, Message = "The screen can no longer be captured.")]
    private partial void LogFailed(Exception exception);
}
