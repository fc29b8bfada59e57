using RemoteAssist.Customer.Host.X11;

namespace RemoteAssist.Customer.Host.Input.X11;

/// <summary>A key and the shifts with which it gives a keysym.</summary>
/// <param name="Keycode">The key.</param>
/// <param name="Shifts">Shift and level 3 as modifier bits.</param>
internal readonly record struct KeyChoice(byte Keycode, byte Shifts);

/// <summary>Which keys give which keysyms in one layout, with one set of locks: Xlib is asked about every key and shift, so every key type is right.</summary>
internal sealed class KeyLayout
{
    internal const byte Shift = 1, Control = 4, Alt = 8, System = 64;

    private readonly Dictionary<uint, List<KeyChoice>> _choices = [];

    /// <summary>Asks for all keys.</summary>
    /// <param name="display">The connection; nothing is sent when Xlib has the current map.</param>
    /// <param name="keycodes">The keys, without spare ones.</param>
    /// <param name="group">The layout's number, 0 to 3.</param>
    /// <param name="locks">Locked modifiers, such as Caps Lock.</param>
    /// <param name="level3">The modifier bit of AltGr; 0 when the layout has none.</param>
    internal KeyLayout(X11Display display, IEnumerable<byte> keycodes, byte group, byte locks, byte level3)
    {
        byte[] shifts = level3 == 0 ? [0, Shift] : [0, Shift, level3, (byte)(Shift | level3)];
        foreach (byte keycode in keycodes)
        {
            foreach (byte shift in shifts)
            {
                uint state = (uint)(locks | shift | group << 13);
                if (Xlib.XkbLookupKeySym(display.Handle, keycode, state, out _, out nint keysym) != 0 && keysym != 0)
                    Add(Keysyms.Canonical((uint)keysym), new KeyChoice(keycode, shift));
            }
        }
    }

    /// <summary>The best way to a keysym.</summary>
    /// <param name="keysym">Canonical.</param>
    /// <param name="preferred">The physical key on the agent's side, which is taken where it serves; 0 for none.</param>
    /// <param name="held">The shifts that are held now: the fewer change the better.</param>
    internal KeyChoice? Find(uint keysym, byte preferred, byte held)
    {
        if (!_choices.TryGetValue(keysym, out List<KeyChoice>? choices)) return null;
        KeyChoice best = default;
        int least = int.MaxValue;
        foreach (KeyChoice choice in choices)
        {
            int cost = global::System.Numerics.BitOperations.PopCount((uint)(choice.Shifts ^ held)) * 2 + (choice.Keycode == preferred ? 0 : 1);
            if (cost >= least) continue;
            (best, least) = (choice, cost);
        }

        return best;
    }

    private void Add(uint keysym, KeyChoice choice)
    {
        if (!_choices.TryGetValue(keysym, out List<KeyChoice>? choices)) _choices.Add(keysym, choices = []);
        choices.Add(choice);
    }
}
