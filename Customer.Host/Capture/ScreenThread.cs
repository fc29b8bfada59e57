using Microsoft.Extensions.Logging;
using RemoteAssist.Customer.Host.Consent;
using RemoteAssist.Customer.Host.Encode;
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
    private readonly FlowWindow _window;
    private readonly CapturePace _pace;
    private readonly CursorReport _cursor;
    private readonly RepairRequests _repairs = new();
    private readonly Thread _thread;
    private readonly Lock _gate = new();

    private volatile DesktopLayout _layout;
    private volatile bool _stopping;
    private ICastSink? _sink;
    private ScreenCast? _cast;
    private ushort _active;
    private uint _epoch;

    // Handed over under the gate.
    private ICastSink? _wantedSink;
    private uint? _acknowledged;
    private ushort? _selected;

    internal ScreenThread(IDesktopSource source, ConsentState consent, TimeProvider time, ILogger<ScreenThread> logger)
    {
        _source = source;
        _consent = consent;
        _time = time;
        _logger = logger;
        _encoder = new PictureEncoder(this);
        _window = new FlowWindow(time);
        _pace = new CapturePace(time);
        _cursor = new CursorReport(source, time);
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

    /// <summary>Another screen is to be sent; an unknown one changes nothing.</summary>
    internal void Select(ushort screen)
    {
        lock (_gate) _selected = screen;
        _source.Wake();
    }

    /// <summary>The customer changed what may be seen.</summary>
    internal void ConsentChanged() => _source.Wake();

    byte[] IPartSink.Rent() => (_sink ?? throw new InvalidOperationException(NoSink)).Rent();

    void IPartSink.Post(byte[] buffer, int length) => (_sink ?? throw new InvalidOperationException(NoSink)).Post(buffer, length);

    public void Dispose()
    {
        _stopping = true;
        _source.Wake();
        if (_thread.IsAlive && !_thread.Join(TimeSpan.FromSeconds(2))) return;
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
        TakeHandedOver(out bool attached, out ushort? selected);
        bool anew = attached;
        if ((changes & DesktopChanges.Monitors) != 0) anew |= ReadMonitors();
        if (selected is { } screen && screen != _active && screen < _layout.Monitors.Length)
        {
            _active = screen;
            anew = true;
        }

        if (_sink is null || !_consent.Allows(RightNames.See))
        {
            _cast = null;
            return;
        }

        if (anew || _cast is null) BeginEpoch(_sink);
        if (_window.HasRoom && SendOne()) _window.Sent(_encoder.Seq);
        _cursor.Note(changes);
        if (_cast is not null) _cursor.Send(_sink, _layout, _active);
    }

    private void TakeHandedOver(out bool attached, out ushort? selected)
    {
        lock (_gate)
        {
            attached = !ReferenceEquals(_sink, _wantedSink);
            _sink = _wantedSink;
            if (attached) _window.Reset();
            else if (_acknowledged is { } seq) _window.Acknowledge(seq);
            _acknowledged = null;
            selected = _selected;
            _selected = null;
        }
    }

    private bool ReadMonitors()
    {
        var layout = new DesktopLayout(_source.ReadMonitors());
        if (layout.IsSameAs(_layout)) return false;
        if (_active >= layout.Monitors.Length) _active = PrimaryOf(layout);
        _layout = layout;
        LogMonitors(layout.Monitors.Length);
        return true;
    }

    private void BeginEpoch(ICastSink sink)
    {
        _epoch++;
        _cast = new ScreenCast(_source, _encoder, _time, _active, _layout.Monitors[_active].Bounds, _epoch);
        sink.Send(ControlJson.Write(_layout.Describe(_epoch, _active)));
        _cursor.Begin();
    }

    private bool SendOne()
    {
        if (_cast is not { } cast) return false;
        if (cast.HasDamage && _pace.Wait == TimeSpan.Zero)
        {
            _pace.Take();
            return cast.SendChanges();
        }

        if (!_repairs.IsEmpty) return cast.SendRepair(_repairs);
        return !cast.HasDamage && _window.IsEmpty && IsSpare() && cast.RefinementDue == TimeSpan.Zero && cast.SendRefinement();
    }

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
        if (_cast is not { } cast) return -1;
        TimeSpan? wait = _cursor.Due;
        if (cast.HasDamage) wait = Least(wait, _window.HasRoom ? _pace.Wait : FlowWindow.Patience);
        else if (!_repairs.IsEmpty) wait = Least(wait, _window.HasRoom ? TimeSpan.Zero : FlowWindow.Patience);
        else if (_window.IsEmpty && cast.RefinementDue is { } due) wait = Least(wait, due > RefinementWait() ? due : RefinementWait());
        return wait is { } known ? (int)Math.Ceiling(known.TotalMilliseconds) : -1;
    }

    private static TimeSpan Least(TimeSpan? one, TimeSpan other) => one is { } known && known < other ? known : other;

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "The desktop now has {Count} screens.")]
    private partial void LogMonitors(int count);

    [LoggerMessage(EventId = 102, Level = LogLevel.Error, Message = "The screen can no longer be captured.")]
    private partial void LogFailed(Exception exception);
}
