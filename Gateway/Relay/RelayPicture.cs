using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// A session's picture in this process, and the viewers who look at it here: who gets which update, what is kept for who comes late or lags,
/// and what the host is told and asked. Not for several threads: the relay's lock is held around every call.
/// </summary>
/// <param name="most">Bytes of updates that may be held, in the cache and in queues together.</param>
/// <param name="time">The clock.</param>
internal sealed class RelayPicture(long most, TimeProvider time)
{
    private readonly RelayBudget _budget = new();
    private readonly ViewerSlots _slots = new();
    private readonly WatchPlan _watch = new(time);
    // Before there is a layout: asks for that and for all of the screen.
    private readonly RepairPlan _introduction = new(time);
    private readonly ScreenRelay?[] _screens = new ScreenRelay?[Caps.Screens];
    private readonly List<Seat> _seats = [];
    private Layout? _layout;
    private byte[]? _layoutMessage;
    private byte[]? _cursorShape;
    private byte[]? _cursorPosition;
    private PictureQuality _quality;
    private long _order;
    private uint _lastSeq;
    private bool _sequenceKnown;

    /// <summary>Bytes of updates that are held.</summary>
    internal long Bytes => _budget.Bytes;

    /// <summary>A viewer comes: it gets what is known, everything from now on, and what is on the screen already.</summary>
    internal void Add(IRelayViewer viewer)
    {
        var seat = new Seat(viewer);
        _seats.Add(seat);
        viewer.Queue.Codecs = viewer.Codecs;
        if (_layoutMessage is not null) viewer.Show(_layoutMessage);
        if (_cursorShape is not null) viewer.Show(_cursorShape);
        if (_cursorPosition is not null) viewer.ShowCursorPosition(_cursorPosition);
        if (_layout is null) _introduction.WantAll();
        Seated();
        CatchUp(seat);
    }

    internal void Remove(IRelayViewer viewer)
    {
        _seats.RemoveAll(seat => seat.Viewer == viewer);
        viewer.Queue.Close();
        Seated();
    }

    /// <summary>A viewer chose what it looks at; a screen that is gone changes nothing, for the choice and the layout cross on the way.</summary>
    internal void View(IRelayViewer viewer, ViewMessage view)
    {
        if (Of(viewer) is not { } seat || view.Screen != ViewMessage.AllScreens && view.Screen >= (_layout?.Screens.Length ?? Caps.Screens)) return;
        if (seat.Viewer.ChoosesQuality && view.Quality != seat.Quality) _quality = seat.Quality = view.Quality;
        seat.Screen = view.Screen;
        Seated();
        CatchUp(seat);
    }

    /// <summary>A viewer could not draw tiles.</summary>
    internal void Broken(IRelayViewer viewer, in RepairMessage repair)
    {
        if (Of(viewer) is not { } seat || repair.Epoch != _layout?.Epoch || repair.Screen >= _screens.Length) return;
        Span<ushort> tiles = stackalloc ushort[repair.TileCount];
        for (int i = 0; i < tiles.Length; i++) tiles[i] = (ushort)repair.Tile(i);
        viewer.Queue.Broken(repair.Screen, tiles);
        CatchUp(seat);
    }

    /// <summary>A viewer has room again, or a while has passed.</summary>
    internal void CatchUp(IRelayViewer viewer)
    {
        if (Of(viewer) is { } seat) CatchUp(seat);
    }

    /// <summary>The host's screens.</summary>
    internal void ShowLayout(byte[] message)
    {
        // The host's gateway sends the layout again for who comes late; who has it is not disturbed.
        if (Same(message, _layoutMessage) || ControlJson.TryRead(message.AsSpan(MessageHeader.Size), out Layout? layout) != ProtocolError.None) return;
        bool first = _layout is null, sameEpoch = _layout?.Epoch == layout!.Epoch;
        (_layout, _layoutMessage) = (layout, message);
        if (!sameEpoch)
        {
            for (int id = 0; id < _screens.Length; id++)
            {
                _screens[id]?.Chains.Clear();
                _screens[id] = null;
            }

            _slots.Clear();
            _watch.Repeated();
            // With the first layout we came in the middle: the whole picture that was asked for still has to come.
            if (!first) _sequenceKnown = false;
        }

        foreach (Seat seat in _seats)
        {
            if (!sameEpoch) seat.Viewer.Dropped(seat.Viewer.Queue.Begin());
            seat.Viewer.Show(message);
        }

        // A new epoch's whole picture follows by itself; in the middle of one the screen comes that was asked for.
        Seated(comesByItself: sameEpoch ? 0 : first ? 1 << layout.Active : -1);
    }

    /// <summary>The pointer's picture.</summary>
    internal void ShowCursorShape(byte[] message)
    {
        if (Same(message, _cursorShape)) return;
        _cursorShape = message;
        foreach (Seat seat in _seats) seat.Viewer.Show(message);
    }

    /// <summary>Where the pointer is.</summary>
    internal void ShowCursorPosition(byte[] message)
    {
        _cursorPosition = message;
        foreach (Seat seat in _seats) seat.Viewer.ShowCursorPosition(message);
    }

    /// <summary>A part of a picture.</summary>
    /// <returns>False when updates before it are missing.</returns>
    internal bool ShowUpdate(byte[] message)
    {
        if (Update.TryReadHeader(message, out _, out UpdateHeader header) != ProtocolError.None) return true;
        bool inOrder = !_sequenceKnown || header.Seq == _lastSeq + 1;
        (_sequenceKnown, _lastSeq) = (true, header.Seq);
        if (_layout is not { } layout || header.Epoch != layout.Epoch)
        {
            // Its layout was lost, or it is of a layout that is over; asking for all brings the current layout again.
            if (header.Epoch > (_layout?.Epoch ?? 0)) _introduction.WantAll();
            return true;
        }

        if (!inOrder) Lost();
        if (header.Screen >= _screens.Length || _screens[header.Screen] is not { } screen) return inOrder;
        if (Update.TryRead(message, screen.Width, screen.Height, out Update update) != ProtocolError.None) return inOrder;
        var kept = new RelayedUpdate(message, IsPlain(update), ++_order, _budget);
        // Kept by the cache or a queue, or by nobody: until that is known, by us.
        kept.Keep();
        screen.Came(kept, update);
        foreach (Operation operation in update)
        {
            if (operation.Kind == OperationKind.Store) _slots.Store(operation);
        }

        foreach (Seat seat in _seats)
        {
            if (seat.Viewer.Queue.Offer(kept, update, out int dropped)) seat.Viewer.Ready();
            if (dropped > 0) seat.Viewer.Dropped(dropped);
        }

        kept.Drop();
        if (_budget.Bytes > most) Relieve();
        return inOrder;
    }

    /// <summary>Something that the host sent was lost, nobody knows what.</summary>
    internal void Gap()
    {
        _sequenceKnown = false;
        if (_layout is null) _introduction.WantAll();
        Lost();
    }

    /// <summary>Looks after what was asked for and never came, and after a viewer that lags; called about every second for each.</summary>
    internal void Tick(IRelayViewer viewer)
    {
        foreach (ScreenRelay? screen in _screens) screen?.Plan.Tick();
        if (Of(viewer) is not { } seat) return;
        int dropped = viewer.Queue.DropStale();
        if (dropped > 0) viewer.Dropped(dropped);
        CatchUp(seat);
    }

    /// <summary>How long until there is something to tell the host; null when there is nothing.</summary>
    internal TimeSpan? Due()
    {
        if (_seats.Count == 0) return _watch.Due();
        TimeSpan? due = Sooner(_watch.Due(), _introduction.Due());
        foreach (ScreenRelay? screen in _screens) due = Sooner(due, screen?.Plan.Due());
        return due;

        static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
    }

    /// <summary>The next message to the host that is due; null when there is none.</summary>
    /// <param name="repaired">How many tiles it asks for, 0 for all of a screen; -1 when it is no Repair.</param>
    internal byte[]? Take(out int repaired)
    {
        repaired = -1;
        // What is looked at first: a host asked for tiles of a screen that nobody seems to look at has none.
        if (_watch.Due() == TimeSpan.Zero) return _watch.Take();
        if (_seats.Count == 0) return null;
        if (_introduction.Due() == TimeSpan.Zero) return Repair(_layout?.Active ?? 0, _introduction.Take(), out repaired);
        for (int id = 0; id < _screens.Length; id++)
        {
            if (_screens[id] is { } screen && screen.Plan.Due() == TimeSpan.Zero) return Repair(id, screen.Plan.Take(), out repaired);
        }

        return null;
    }

    private byte[] Repair(int screen, ReadOnlySpan<ushort> tiles, out int repaired)
    {
        repaired = tiles.Length;
        var message = new byte[RepairMessage.MessageLength(tiles.Length)];
        RepairMessage.Write(message, (ushort)screen, _layout?.Epoch ?? 0, tiles);
        return message;
    }

    private void Lost()
    {
        foreach (ScreenRelay? screen in _screens) screen?.Lost();
        foreach (Seat seat in _seats) seat.Viewer.Queue.Lost();
    }

    // Who sits here, or what they look at, has changed.
    private void Seated(int comesByItself = 0)
    {
        int all = 0;
        VideoCodecs codecs = VideoCodecs.All;
        foreach (Seat seat in _seats)
        {
            codecs &= seat.Viewer.Codecs;
            if (_layout is not { } layout) continue;
            int mask = seat.Mask(layout);
            all |= mask;
            seat.Viewer.Queue.Watch(layout.Screens, mask);
        }

        for (int id = 0; id < _screens.Length; id++)
        {
            if ((all >> id & 1) == 0)
            {
                _screens[id]?.Chains.Clear();
                _screens[id] = null;
            }
            else if (_screens[id] is null)
            {
                _screens[id] = new ScreenRelay(_layout!.Screens[id], time);
                if ((comesByItself >> id & 1) == 0) _screens[id]!.Plan.WantAll();
            }
        }

        _watch.Set(all, _quality, _seats.Count > 0 ? codecs : VideoCodecs.None, _seats.Count);
    }

    private void CatchUp(Seat seat)
    {
        if (seat.Viewer.Queue.CatchUp(_screens, _slots, _budget)) seat.Viewer.Ready();
        if (_budget.Bytes > most) Relieve();
    }

    // First what is kept for nobody in particular, then what waits for whom most waits for.
    private void Relieve()
    {
        // A quarter less than allowed, so that not every update has to make room for itself.
        foreach (ScreenRelay? screen in _screens)
        {
            while (screen is not null && _budget.Bytes > most / 4 * 3 && screen.Chains.DropOldest())
            {
            }
        }

        foreach (Seat seat in _seats.OrderByDescending(seat => seat.Viewer.Queue.Bytes + seat.Viewer.Queue.BytesUnderWay))
        {
            if (_budget.Bytes <= most) return;
            int dropped = seat.Viewer.Queue.DropAll();
            if (dropped > 0) seat.Viewer.Dropped(dropped);
        }
    }

    private Seat? Of(IRelayViewer viewer) => _seats.Find(seat => seat.Viewer == viewer);

    private static bool IsPlain(in Update update)
    {
        foreach (Operation operation in update)
        {
            if (operation.Kind is OperationKind.Store or OperationKind.Reference or OperationKind.Video or OperationKind.Skip) return false;
        }

        return true;
    }

    private static bool Same(byte[] one, byte[]? other) => other is not null && one.AsSpan().SequenceEqual(other);

    // A viewer, and what it looks at: the host's choice until it chooses.
    private sealed class Seat(IRelayViewer viewer)
    {
        internal IRelayViewer Viewer => viewer;

        internal int? Screen { get; set; }

        internal PictureQuality Quality { get; set; }

        internal int Mask(Layout layout) => Screen switch
        {
            ViewMessage.AllScreens => (1 << layout.Screens.Length) - 1,
            { } screen when screen < layout.Screens.Length => 1 << screen,
            // Nothing was chosen, or a screen that is gone.
            _ => 1 << layout.Active,
        };
    }
}
