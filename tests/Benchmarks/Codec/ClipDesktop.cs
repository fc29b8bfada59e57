using RemoteAssist.Benchmarks.Clips;
using RemoteAssist.Customer.Host.Capture;
using Monitor = RemoteAssist.Customer.Host.Capture.Monitor;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>
/// A desktop on which a clip plays. It keeps the time too: whenever the host has nothing left to do, the clock jumps to the next frame, the next
/// acknowledgement or the end of the host's patience, whichever comes first. So the result does not depend on how fast this machine is.
/// </summary>
internal sealed class ClipDesktop : IDesktopSource
{
    /// <summary>Refining may take so long after the last frame; in ticks.</summary>
    private const long LongestRest = 60 * TimeSpan.TicksPerSecond;

    /// <summary>More turns than this without any time going by are an endless loop in the host.</summary>
    private const int MostTurns = 100_000;

    private readonly VirtualClock _clock;
    private readonly ClipLink _link;
    private readonly int _width, _height;
    private readonly uint[] _visible;
    private readonly Handover _frames = new();
    private readonly List<ClipFrame> _log = [];
    private double _turnBegan;
    private readonly long _slot;
    private long _nextAt = long.MaxValue, _slotEndsAt = long.MaxValue;
    private PixelRect _changed;
    private bool _asked, _ended, _resting;
    private int _turns;

    public ClipDesktop(VirtualClock clock, ClipLink link, Footage footage)
    {
        (_clock, _link, _width, _height) = (clock, link, footage.Width, footage.Height);
        _slot = TimeSpan.TicksPerSecond / footage.Fps;
        _visible = GC.AllocateArray<uint>(_width * _height, pinned: true);
    }

    /// <summary>The host takes an acknowledgement.</summary>
    public Action<uint> Acknowledge { get; set; } = _ => { };

    /// <summary>What the frames cost.</summary>
    public IReadOnlyList<ClipFrame> Log => _log;

    /// <summary>What was sent after the last changed frame's own time.</summary>
    public long RestBytes { get; private set; }

    /// <summary>The other end of the thread: the clip's frames come in here.</summary>
    public Handover Frames => _frames;

    public DamageRegion Damage { get; } = new();

    public DesktopChanges Wait(int milliseconds)
    {
        double used = ThreadCpu.Now() - _turnBegan;
        if (_frames.IsClosed) return DesktopChanges.None;
        Note(used, _link.Deliver());
        long until = milliseconds < 0 ? long.MaxValue : _clock.Now + milliseconds * TimeSpan.TicksPerMillisecond;
        if (++_turns > MostTurns) throw new InvalidOperationException($"The host does not come to rest at {TimeSpan.FromTicks(_clock.Now)} of the clip.");
        Advance(until);
        _turnBegan = ThreadCpu.Now();
        return DesktopChanges.None;
    }

    public void Wake()
    {
        // It wakes by itself: nothing happens to the host but through this object.
    }

    public Monitor[] ReadMonitors() => [new Monitor(new PixelRect(0, 0, _width, _height), true, "clip")];

    public void AcknowledgeDamage()
    {
    }

    public unsafe bool TryGrab(PixelRect area, out PixelView pixels)
    {
        fixed (uint* first = _visible) pixels = new PixelView((nint)(first + area.Y * _width + area.X), _width, area.Width, area.Height);
        return true;
    }

    public CursorPicture? ReadCursor() => null;

    public (int X, int Y) ReadPointer() => (_width / 2, _height / 2);

    public void Dispose()
    {
    }

    private void Advance(long until)
    {
        if (!_asked) Ask();
        long at = Math.Min(Math.Min(until, _link.NextAckAt), _nextAt);
        if (at >= _slotEndsAt) EndSlot();
        if (_ended && (at == long.MaxValue || at > _slotEndsAt + LongestRest))
        {
            _frames.Finish();
            return;
        }

        if (at > _clock.Now) _turns = 0;
        _clock.Now = at;
        if (at == _nextAt) Show(_frames.Taken!);
        else if (at == _link.NextAckAt) Acknowledge(_link.TakeAck());
    }

    private void Ask()
    {
        _asked = true;
        Footage? next = _frames.Take();
        _ended = next is null;
        _nextAt = next is null ? long.MaxValue : next.Index * _slot;
    }

    private void Show(Footage footage)
    {
        foreach (PixelRect damaged in footage.Damage)
        {
            for (int y = damaged.Y; y < damaged.Bottom; y++)
                footage.Pixels.AsSpan(y * _width + damaged.X, damaged.Width).CopyTo(_visible.AsSpan(y * _width + damaged.X));
            Damage.Add(damaged);
        }

        _log.Add(new ClipFrame());
        _changed = footage.Changed;
        _slotEndsAt = _clock.Now + _slot;
        _asked = false;
    }

    // How good the picture is when the next frame is due, or would be: later refinement is not counted.
    private void EndSlot()
    {
        if (_log[^1].Psnr == 0) _log[^1] = _log[^1] with { Psnr = Quality.Psnr(_visible, _link.Screen.Pixels, _width, _changed) };
        _resting |= _ended;
    }

    private void Note(double cpuMs, long bytes)
    {
        if (_log.Count == 0) return;
        if (_resting) RestBytes += bytes;
        else _log[^1] = _log[^1] with { Bytes = _log[^1].Bytes + bytes, CpuMs = _log[^1].CpuMs + cpuMs };
    }
}

/// <summary>What a changed frame cost.</summary>
/// <param name="Bytes">Sent from it on until the next.</param>
/// <param name="CpuMs">Of the host's thread, from it on until the next.</param>
/// <param name="Psnr">Inside what changed, in dB.</param>
internal readonly record struct ClipFrame(long Bytes, double CpuMs, double Psnr);
