namespace RemoteAssist.Customer.Host.Input.X11;

/// <summary>
/// Decides which spare keycode stands for which character that the layout lacks. A program looks a keycode up when it gets round to the key
/// stroke, not when it was struck: so the one that was used longest ago is taken, and none before its strokes must have been read.
/// </summary>
internal sealed class SpareRing
{
    /// <summary>A program has read a stroke after so long.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly Slot[] _slots;

    internal SpareRing(TimeProvider time, IReadOnlyList<byte> keycodes)
    {
        _time = time;
        _slots = [.. keycodes.Select(keycode => new Slot { Keycode = keycode })];
    }

    /// <summary>The keycodes that stand for something now.</summary>
    internal IEnumerable<byte> Used => _slots.Where(slot => slot.Keysym != 0).Select(slot => slot.Keycode);

    /// <summary>What a keycode stands for; 0 for nothing.</summary>
    internal uint MeaningOf(byte keycode) => Array.Find(_slots, slot => slot.Keycode == keycode)?.Keysym ?? 0;

    /// <summary>The map was read anew: keycodes that still have the meaning that the last ring gave them keep it.</summary>
    internal void Inherit(SpareRing last)
    {
        foreach (Slot slot in _slots)
        {
            if (Array.Find(last._slots, known => known.Keycode == slot.Keycode) is not { } known) continue;
            (slot.Keysym, slot.UsedAt) = (known.Keysym, known.UsedAt);
        }
    }

    /// <summary>Whether the keycode is one of these.</summary>
    internal bool Has(int keycode) => Array.Exists(_slots, slot => slot.Keycode == keycode);

    /// <summary>Finds the keycode for a keysym.</summary>
    /// <param name="keysym">What it shall stand for.</param>
    /// <param name="isNew">Whether it must be given this meaning first.</param>
    /// <param name="later">Not null: all are in use; ask again after this time.</param>
    /// <returns>The keycode; 0 when there is none.</returns>
    internal byte Take(uint keysym, out bool isNew, out TimeSpan? later)
    {
        (isNew, later) = (false, null);
        Slot? oldest = null;
        foreach (Slot slot in _slots)
        {
            if (slot.Keysym == keysym)
            {
                slot.UsedAt = _time.GetTimestamp();
                return slot.Keycode;
            }

            if (oldest is null || slot.UsedAt < oldest.UsedAt) oldest = slot;
        }

        if (oldest is null) return 0;
        if (oldest.Keysym != 0)
        {
            TimeSpan left = Grace - _time.GetElapsedTime(oldest.UsedAt);
            if (left > TimeSpan.Zero)
            {
                later = left;
                return 0;
            }
        }

        isNew = true;
        oldest.Keysym = keysym;
        oldest.UsedAt = _time.GetTimestamp();
        return oldest.Keycode;
    }

    private sealed class Slot
    {
        internal byte Keycode { get; init; }

        internal uint Keysym { get; set; }

        internal long UsedAt { get; set; } = long.MinValue;
    }
}
