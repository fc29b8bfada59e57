using RemoteAssist.Customer.Host.Encode;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>One screen of one epoch: grabs what was damaged, encodes what differs, repairs and refines. For one thread.</summary>
internal sealed class ScreenCast
{
    private readonly IDesktopSource _source;
    private readonly PictureEncoder _encoder;
    private readonly TimeProvider _time;
    private readonly Frame _frame;
    private readonly DirtyTiles _dirty;
    private readonly Refinement _refinement;
    private readonly List<int> _repaired = [];
    private bool _whole = true;

    internal ScreenCast(IDesktopSource source, PictureEncoder encoder, TimeProvider time, ushort screen, PixelRect bounds, uint epoch)
    {
        _source = source;
        _encoder = encoder;
        _time = time;
        (Screen, Bounds, Epoch) = (screen, bounds, epoch);
        _frame = new Frame(bounds.Width, bounds.Height);
        _dirty = new DirtyTiles(_frame);
        _refinement = new Refinement(time, _dirty.Count);
    }

    internal ushort Screen { get; }

    /// <summary>The screen's place on the desktop.</summary>
    internal PixelRect Bounds { get; }

    internal uint Epoch { get; }

    /// <summary>Whether something on the screen may have changed.</summary>
    internal bool HasDamage => _whole || !_source.Damage.IsEmpty;

    /// <summary>How long until an approximate tile has rested; null when there is none.</summary>
    internal TimeSpan? RefinementDue => _refinement.Due();

    /// <summary>Takes and sends a picture of what changed.</summary>
    /// <returns>False when nothing was sent.</returns>
    internal bool SendChanges()
    {
        ulong capturedAt = _time.Micros();
        // Before the grab: what is drawn from here on is reported again.
        _source.AcknowledgeDamage();
        bool complete = true;
        if (_whole)
        {
            complete = Grab(Bounds);
            if (complete) _dirty.MarkAll();
            _whole = !complete;
        }
        else
        {
            foreach (PixelRect damaged in _source.Damage.Rectangles) complete &= Grab(damaged.Intersect(Bounds));
            _whole = !complete;
        }

        _source.Damage.Clear();
        return _dirty.Any && SendDirty(capturedAt);
    }

    /// <summary>Sends tiles again that the gateway asked for, as the viewers should have them.</summary>
    internal bool SendRepair(RepairRequests requests)
    {
        // Until the first picture is out there is nothing to repair: it repairs everything.
        requests.Take(_whole ? 0 : Epoch, _dirty.Count, _repaired);
        if (_repaired.Count == 0) return false;
        _encoder.Begin(_frame, new Picture(Screen, Epoch, _time.Micros(), UpdateFlags.Repair));
        foreach (int tile in _repaired) _refinement.Sent(tile, _encoder.Add(_frame.TileBounds(tile), exact: false));
        return _encoder.End();
    }

    /// <summary>Sends a few rested tiles exactly.</summary>
    internal bool SendRefinement()
    {
        Span<int> tiles = stackalloc int[Refinement.Portion];
        int count = _refinement.Take(tiles);
        if (count == 0) return false;
        _encoder.Begin(_frame, new Picture(Screen, Epoch, _time.Micros(), UpdateFlags.None));
        foreach (int tile in tiles[..count])
        {
            _encoder.Add(_frame.TileBounds(tile), exact: true);
            _refinement.SentExactly(tile);
        }

        return _encoder.End();
    }

    private bool Grab(PixelRect area)
    {
        if (area.IsEmpty) return true;
        if (!_source.TryGrab(area, out PixelView pixels)) return false;
        _dirty.Take(area.Offset(-Bounds.X, -Bounds.Y), pixels);
        return true;
    }

    private bool SendDirty(ulong capturedAt)
    {
        _encoder.Begin(_frame, new Picture(Screen, Epoch, capturedAt, UpdateFlags.None));
        (int first, int last) = _dirty.Range;
        for (int tile = first; tile <= last; tile++)
        {
            PixelRect changed = _dirty[tile];
            if (!changed.IsEmpty) _refinement.Sent(tile, _encoder.Add(changed, exact: false));
        }

        _dirty.Clear();
        return _encoder.End();
    }
}
