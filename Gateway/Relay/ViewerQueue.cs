using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// The updates that wait for one viewer, bounded in bytes and in age, its credits, and what it will have when they have arrived. A viewer that
/// lags has them all dropped; once it has credit again it gets what it lacks as it then is, from what the relay keeps or else from the host. So
/// it sees the newest picture, never an old one.
/// </summary>
internal sealed class ViewerQueue(SocketOptions limits, TimeProvider time)
{
    // Tiles that may be asked for however small the window is.
    private const int LeastAsked = 8;

    // A look for missing tiles that found nothing to do is not repeated for so long.
    private static readonly long LookPause = TimeSpan.FromMilliseconds(50).Micros();

    private readonly Lock _lock = new();
    private readonly ViewerScreen?[] _screens = new ViewerScreen?[Caps.Screens];
    private readonly ViewerSlots _slots = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly Queue<UnderWay> _underWay = new();
    private readonly CreditWindow _window = new(limits.ViewerWindowBytes);
    private readonly UpdateCut _cut = new();
    private int _bytes;
    private int _bytesUnderWay;
    private long _lookAt = long.MinValue;
    private bool _lagging;

    /// <summary>The video codecs that the viewer decodes.</summary>
    internal VideoCodecs Codecs { get; set; }

    /// <summary>Bytes that wait.</summary>
    internal int Bytes
    {
        get
        {
            lock (_lock) return _bytes;
        }
    }

    /// <summary>Bytes that were sent and not acknowledged.</summary>
    internal int BytesUnderWay
    {
        get
        {
            lock (_lock) return _bytesUnderWay;
        }
    }

    /// <summary>Whether it lacks anything that it could be given.</summary>
    internal bool IsBehind
    {
        get
        {
            lock (_lock) return _lagging || Array.Exists(_screens, screen => screen is { Missing.Count: > 0 });
        }
    }

    /// <summary>A new epoch: what waits is of an older one, and of the new one the viewer has nothing.</summary>
    /// <returns>How many updates were dropped.</returns>
    internal int Begin()
    {
        lock (_lock)
        {
            int dropped = _waiting.Count;
            // A page may drop what it was still decoding, and then never acknowledges it.
            Clear();
            Array.Clear(_screens);
            _slots.Clear();
            (_lagging, _lookAt) = (false, long.MinValue);
            return dropped;
        }
    }

    /// <summary>The viewer looks at these screens of the layout now. What it had of others it no longer has.</summary>
    /// <param name="screens">The layout's screens.</param>
    /// <param name="mask">Bit n: screen n is looked at.</param>
    internal void Watch(Screen[] screens, int mask)
    {
        lock (_lock)
        {
            for (int left = _waiting.Count; left > 0; left--)
            {
                Waiting next = _waiting.Dequeue();
                if ((mask >> next.Screen & 1) != 0) _waiting.Enqueue(next);
                else Lose(next);
            }

            for (int id = 0; id < _screens.Length; id++)
            {
                if (id >= screens.Length || (mask >> id & 1) == 0) _screens[id] = null;
                else _screens[id] ??= new ViewerScreen(screens[id].Width, screens[id].Height);
            }

            _lookAt = long.MinValue;
        }
    }

    /// <summary>An update of the current epoch.</summary>
    /// <param name="kept">The update.</param>
    /// <param name="update">The same, read.</param>
    /// <param name="dropped">How many updates the viewer lost by this.</param>
    /// <returns>Whether there may be something to send.</returns>
    internal bool Offer(RelayedUpdate kept, in Update update, out int dropped)
    {
        lock (_lock)
        {
            dropped = 0;
            if (_screens[update.Header.Screen] is not { } screen) return false;
            if (_lagging)
            {
                // What only repeats is nothing lost: this viewer lacks it as before.
                if (update.Flags.HasFlag(UpdateFlags.Repair)) return false;
                dropped = 1;
                screen.Miss(update);
                return false;
            }

            if (Admit(kept, update, screen) is { } admitted) Enqueue(admitted, update.Header);
            // One may always wait: else what is larger than the cap would never come.
            if (_bytes > limits.ViewerQueueBytes && _waiting.Count > 1 || IsStale()) dropped = Lag();
            return _waiting.TryPeek(out Waiting next) && HasCredit(next.Update.Bytes.Length);
        }
    }

    /// <summary>Takes the next update, when the viewer has credit for it.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="waited">How long it waited, in microseconds.</param>
    /// <param name="dropped">How many updates were dropped because they waited too long.</param>
    internal bool TryTake(out byte[] message, out long waited, out int dropped)
    {
        lock (_lock)
        {
            dropped = IsStale() ? Lag() : 0;
            waited = 0;
            message = [];
            if (!_waiting.TryPeek(out Waiting next) || !HasCredit(next.Update.Bytes.Length)) return false;
            _waiting.Dequeue();
            int length = next.Update.Bytes.Length;
            long now = time.Monotonic();
            _bytes -= length;
            _bytesUnderWay += length;
            _underWay.Enqueue(new UnderWay(next.Update, length, next.Screen, next.Seq, now));
            (message, waited) = (next.Update.Bytes, now - next.Since);
            return true;
        }
    }

    /// <summary>The viewer has everything up to <paramref name="seq"/>.</summary>
    /// <returns>What the slowest of what it acknowledged took, in microseconds; -1 when it acknowledged nothing that was under way.</returns>
    internal long Acknowledge(uint seq)
    {
        lock (_lock)
        {
            // By place, not by comparison: another host program counts anew, and what comes from the cache keeps its old number.
            int count = 0, at = 0;
            foreach (UnderWay sent in _underWay)
            {
                at++;
                if (sent.Seq == seq) count = at;
            }

            long now = time.Monotonic(), slowest = -1;
            int bytes = 0;
            for (; count > 0; count--)
            {
                UnderWay sent = _underWay.Dequeue();
                slowest = Math.Max(slowest, now - sent.Since);
                bytes += sent.Length;
                sent.Update?.Drop();
            }

            _bytesUnderWay -= bytes;
            if (slowest >= 0) _window.Acknowledged(bytes, slowest, now);
            return slowest;
        }
    }

    /// <summary>
    /// Gives the viewer what it lacks, as far as it has room: from what the relay keeps, and the rest is asked for in the relay's plans.
    /// </summary>
    /// <param name="relays">The screens, by id.</param>
    /// <param name="current">What the host's slots hold.</param>
    /// <param name="budget">Where what is made counts.</param>
    /// <returns>Whether there may be something to send.</returns>
    internal bool CatchUp(ScreenRelay?[] relays, ViewerSlots current, RelayBudget budget)
    {
        lock (_lock)
        {
            long now = time.Monotonic();
            if (now < _lookAt || _waiting.Count > 0 || _bytesUnderWay > _window.Bytes / 2) return false;
            _lagging = false;
            _lookAt = now + LookPause;
            for (int id = 0; id < relays.Length; id++)
            {
                if (_screens[id] is not { Missing.Count: > 0 } screen || relays[id] is not { } relay) continue;
                int room = _window.Bytes - _bytesUnderWay - _bytes;
                if (room <= 0) break;
                foreach (byte[] message in new CatchUp(relay, screen, _slots, current).Make(room))
                {
                    Update.TryReadHeader(message, out _, out UpdateHeader header);
                    Enqueue(new RelayedUpdate(message, isPlain: false, 0, budget), header);
                    _lookAt = long.MinValue;
                }

                Ask(screen, relay.Plan, (_window.Bytes - _bytesUnderWay - _bytes) / relay.BytesPerTile, now);
            }

            return _waiting.Count > 0;
        }
    }

    /// <summary>The viewer says that it could not draw tiles.</summary>
    /// <param name="id">The screen.</param>
    /// <param name="tiles">The tiles; none for all.</param>
    internal void Broken(int id, ReadOnlySpan<ushort> tiles)
    {
        lock (_lock)
        {
            if (_screens[id] is not { } screen) return;
            if (tiles.IsEmpty) screen.Missing.AddAll();
            foreach (ushort tile in tiles) screen.Missing.Add(tile);
            // What has been sent since may have carried the fault on, and what was drawn from a slot says that the slot is not what we thought.
            foreach (UnderWay sent in _underWay) Spread(sent.Update, sent.Screen);
            foreach (Waiting next in _waiting) Spread(next.Update, next.Screen);
            _lookAt = long.MinValue;
        }

        void Spread(RelayedUpdate? sent, int on)
        {
            if (on != id || _screens[id] is not { } screen) return;
            if (sent is not null && sent.TryRead(screen.Width, screen.Height, out Update update)) screen.Spread(update, _slots);
            else screen.MissAll();
        }
    }

    /// <summary>Updates were lost on their way here: nothing that the viewer has can be relied on.</summary>
    internal void Lost()
    {
        lock (_lock)
        {
            foreach (ViewerScreen? screen in _screens) screen?.MissAll();
            _lookAt = long.MinValue;
        }
    }

    /// <summary>Drops all that waits, when it waited too long.</summary>
    /// <returns>How many updates were dropped.</returns>
    internal int DropStale()
    {
        lock (_lock) return IsStale() ? Lag() : 0;
    }

    /// <summary>Holds no update any more, neither of those that wait nor of those that were sent.</summary>
    /// <returns>How many updates were dropped.</returns>
    internal int DropAll()
    {
        lock (_lock)
        {
            for (int left = _underWay.Count; left > 0; left--)
            {
                UnderWay sent = _underWay.Dequeue();
                sent.Update?.Drop();
                _underWay.Enqueue(sent with { Update = null });
            }

            return Lag();
        }
    }

    /// <summary>The viewer is gone: nothing is kept for it any more.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            Clear();
            Array.Clear(_screens);
        }
    }

    /// <summary>How long the oldest update under way has not been acknowledged, in microseconds; 0 when none is.</summary>
    internal long OldestUnderWay()
    {
        lock (_lock) return _underWay.TryPeek(out UnderWay oldest) ? time.Monotonic() - oldest.Since : 0;
    }

    private bool HasCredit(int length) => _bytesUnderWay == 0 || _bytesUnderWay + length <= _window.Bytes;

    private bool IsStale() => _waiting.TryPeek(out Waiting oldest) && time.Monotonic() - oldest.Since > limits.ViewerQueueAge.Micros();

    // The update as this viewer gets it: as it is, cut to what is of use, or not at all.
    private RelayedUpdate? Admit(RelayedUpdate kept, in Update update, ViewerScreen screen)
    {
        bool repair = update.Flags.HasFlag(UpdateFlags.Repair), end = update.Flags.HasFlag(UpdateFlags.PictureEnd);
        if (kept.IsPlain && screen.Missing.Count == 0)
        {
            if (repair && !(end && screen.PictureOpen)) return null;
            if (!repair)
            {
                screen.PictureOpen = !end;
                return kept;
            }
        }

        bool all = true, any = false;
        _cut.Begin();
        foreach (Operation operation in update)
        {
            // What was asked for by others costs only those who lack it.
            bool admitted = operation.Kind != OperationKind.Skip && (!repair || screen.Lacks(operation)) && screen.Admit(operation, _slots, Codecs);
            all &= admitted;
            any |= admitted;
            if (admitted) _cut.Keep(operation);
            else _cut.Leave(operation);
        }

        if (!any && !(end && screen.PictureOpen)) return null;
        screen.PictureOpen = !end;
        if (all) return kept;
        if (_cut.End(update, update.Flags) is { } message) return new RelayedUpdate(message, isPlain: false, kept.Order, kept.Budget);
        screen.Miss(update);
        return null;
    }

    private void Enqueue(RelayedUpdate update, in UpdateHeader header)
    {
        update.Keep();
        _waiting.Enqueue(new Waiting(update, header.Screen, header.Seq, time.Monotonic()));
        _bytes += update.Bytes.Length;
    }

    private int Lag()
    {
        int dropped = _waiting.Count;
        while (_waiting.TryDequeue(out Waiting lost)) Lose(lost);
        _lagging = true;
        _lookAt = long.MinValue;
        return dropped;
    }

    private void Lose(in Waiting lost)
    {
        _bytes -= lost.Update.Bytes.Length;
        if (_screens[lost.Screen] is { } screen && lost.Update.TryRead(screen.Width, screen.Height, out Update update))
        {
            screen.Miss(update);
            foreach (Operation operation in update)
            {
                if (operation.Kind == OperationKind.Store) _slots.Forget(operation.Slot);
            }
        }

        lost.Update.Drop();
    }

    private void Clear()
    {
        foreach (Waiting next in _waiting) next.Update.Drop();
        foreach (UnderWay sent in _underWay) sent.Update?.Drop();
        _waiting.Clear();
        _underWay.Clear();
        (_bytes, _bytesUnderWay) = (0, 0);
    }

    // No more at a time than fits in the window: the answers would wait here, and be dropped for their age.
    private static void Ask(ViewerScreen screen, RepairPlan plan, int room, long now)
    {
        ushort[] missing = screen.Missing.ToArray();
        int start = Math.Max(0, Array.FindIndex(missing, tile => tile >= screen.Turn));
        List<ushort> asked = [];
        bool keyFrame = false;
        int left = Math.Max(room, LeastAsked) - missing.Count(tile => plan.Awaits(tile));
        for (int i = 0; i < missing.Length && left > 0; i++)
        {
            ushort tile = missing[(start + i) % missing.Length];
            (int x, int y) = screen.Missing.Corner(tile);
            bool needsKeyFrame = screen.KeyFrames.Concern(x, y);
            if (plan.Awaits(tile) || needsKeyFrame && !screen.KeyFrames.Allowed(now)) continue;
            left--;
            keyFrame |= needsKeyFrame;
            asked.Add(tile);
            screen.Turn = tile + 1;
        }

        plan.Want([.. asked]);
        if (keyFrame) screen.KeyFrames.Asked(now);
    }

    private readonly record struct Waiting(RelayedUpdate Update, int Screen, uint Seq, long Since);

    // The update is kept for when the viewer could not draw it, as long as there is room.
    private readonly record struct UnderWay(RelayedUpdate? Update, int Length, int Screen, uint Seq, long Since);
}
