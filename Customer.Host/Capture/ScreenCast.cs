using RemoteAssist.Customer.Host.Encode;
using RemoteAssist.Customer.Host.Encode.Cache;
using RemoteAssist.Customer.Host.Encode.Video;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>One screen of one epoch: grabs what was damaged and has what differs encoded. For one thread.</summary>
internal sealed class ScreenCast : IDisposable
{
    private readonly IDesktopSource _source;
    private readonly TimeProvider _time;
    private readonly List<int> _repaired = [];
    private ulong _capturedAt;
    private bool _whole = true;

    internal ScreenCast(IDesktopSource source, PictureEncoder pictures, TileCache cache, TimeProvider time, ushort screen, PixelRect bounds, uint epoch, VideoSupport video)
    {
        _source = source;
        _time = time;
        (Screen, Bounds, Epoch) = (screen, bounds, epoch);
        Encoder = new ScreenEncoder(pictures, cache, time, screen, bounds.Width, bounds.Height, epoch, video);
    }

    internal ushort Screen { get; }

    /// <summary>The screen's place on the desktop.</summary>
    internal PixelRect Bounds { get; }

    internal uint Epoch { get; }

    /// <summary>Encodes the screen.</summary>
    internal ScreenEncoder Encoder { get; }

    /// <summary>Whether something on the screen is to be captured or sent.</summary>
    internal bool HasWork(DamageRegion damage)
    {
        if (_whole || Encoder.HasChanges) return true;
        foreach (PixelRect damaged in damage.Rectangles)
        {
            if (!damaged.Intersect(Bounds).IsEmpty) return true;
        }

        return false;
    }

    /// <summary>Grabs what was damaged; what is drawn from now on must be reported again.</summary>
    /// <returns>False when the system refused some of it.</returns>
    internal bool Capture(DamageRegion damage)
    {
        _capturedAt = _time.Micros();
        if (_whole)
        {
            if (!Grab(Bounds)) return false;
            Encoder.MarkAll();
            _whole = false;
            return true;
        }

        bool complete = true;
        foreach (PixelRect damaged in damage.Rectangles) complete &= Grab(damaged.Intersect(Bounds));
        _whole = !complete;
        return complete;
    }

    /// <summary>Sends a picture of what changed.</summary>
    /// <param name="budget">Bytes that it should not pass.</param>
    /// <param name="focus">What goes first, in desktop pixels.</param>
    /// <returns>False when nothing was sent.</returns>
    internal bool SendChanges(int budget, PixelRect focus) =>
        Encoder.HasChanges && Encoder.SendChanges(_capturedAt, budget, focus.Offset(-Bounds.X, -Bounds.Y));

    /// <summary>Sends tiles again that the gateway asked for, as the viewers should have them.</summary>
    internal bool SendRepair(RepairRequests requests)
    {
        // Until the first picture is out there is nothing to repair: it repairs everything.
        requests.Take(Screen, _whole ? 0 : Epoch, Encoder.Tiles, _repaired);
        return _repaired.Count > 0 && Encoder.SendRepair(_repaired);
    }

    public void Dispose() => Encoder.Dispose();

    private bool Grab(PixelRect area)
    {
        if (area.IsEmpty) return true;
        PixelRect blocks = FrameComparison.ToBlocks(area.Offset(-Bounds.X, -Bounds.Y), Encoder.Bounds);
        if (!_source.TryGrab(blocks.Offset(Bounds.X, Bounds.Y), out PixelView pixels)) return false;
        Encoder.Take(blocks, pixels);
        return true;
    }
}
