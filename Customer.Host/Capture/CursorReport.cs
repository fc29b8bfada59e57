using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>Tells the viewers what the pointer looks like and where it is, at most every <see cref="Interval"/>. For one thread.</summary>
internal sealed class CursorReport
{
    /// <summary>Between two reports of a pointer that moves.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(12);

    /// <summary>With so many messages waiting for the network, the pointer waits as well.</summary>
    private const int Crowded = 8;

    private readonly IDesktopSource _source;
    private readonly TimeProvider _time;
    private CursorPositionMessage? _last;
    private CursorPicture? _lastShape;
    private bool _shape, _moved;
    private long _sentAt;

    internal CursorReport(IDesktopSource source, TimeProvider time)
    {
        _source = source;
        _time = time;
    }

    /// <summary>Where the pointer was at the last report, in desktop pixels; null before the first.</summary>
    internal (int X, int Y)? Place { get; private set; }

    /// <summary>How long until the next report; null when there is nothing to report.</summary>
    internal TimeSpan? Due
    {
        get
        {
            if (!_shape && !_moved) return null;
            TimeSpan wait = Interval - _time.GetElapsedTime(_sentAt);
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    /// <summary>New viewers: both have to be told.</summary>
    internal void Begin()
    {
        (_shape, _moved, _last, _lastShape) = (true, true, null, null);
        _sentAt = _time.GetTimestamp() - (long)(Interval.TotalSeconds * _time.TimestampFrequency);
    }

    internal void Note(DesktopChanges changes)
    {
        _shape |= (changes & DesktopChanges.CursorShape) != 0;
        _moved |= (changes & DesktopChanges.CursorPosition) != 0;
    }

    internal void Send(ICastSink sink, DesktopLayout layout, ushort active)
    {
        if (Due != TimeSpan.Zero) return;
        _sentAt = _time.GetTimestamp();
        if (sink.Waiting > Crowded) return;
        if (_shape && _source.ReadCursor() is { } shape) SendShape(sink, shape);
        if (_moved) SendPosition(sink, layout, active);
        (_shape, _moved) = (false, false);
    }

    private void SendShape(ICastSink sink, CursorPicture shape)
    {
        if (_lastShape is { } last && (last.Width, last.HotX, last.HotY) == (shape.Width, shape.HotX, shape.HotY) && last.Rgba.AsSpan().SequenceEqual(shape.Rgba)) return;
        _lastShape = shape;
        var message = new byte[CursorShapeMessage.MessageLength(shape.Width, shape.Height)];
        CursorShapeMessage.Write(message, (ushort)shape.Width, (ushort)shape.Height, (ushort)shape.HotX, (ushort)shape.HotY, shape.Rgba);
        sink.Send(message);
    }

    private void SendPosition(ICastSink sink, DesktopLayout layout, ushort active)
    {
        (int x, int y) = _source.ReadPointer();
        Place = (x, y);
        PixelRect bounds = layout.Monitors[active].Bounds;
        bool visible = bounds.Contains(x, y);
        CursorPositionMessage message = visible
            ? new CursorPositionMessage(active, true, (ushort)(x - bounds.X), (ushort)(y - bounds.Y))
            : new CursorPositionMessage(active, false, 0, 0);
        if (message == _last) return;
        _last = message;
        byte[] buffer = sink.Rent();
        sink.Post(buffer, message.Write(buffer));
    }
}
