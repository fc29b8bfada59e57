using RemoteAssist.Customer.Host.X11;

namespace RemoteAssist.Customer.Host.Input.X11;

/// <summary>The keyboard's map as the server has it: its layouts, its modifiers and the keycodes that stand for nothing. Reads anew when it changes.</summary>
internal sealed unsafe class KeyboardMap
{
    /// <summary>So many spare keycodes are enough.</summary>
    private const int MostSpare = 48;

    /// <summary>With fewer empty keycodes than this, those of rare function keys are borrowed.</summary>
    private const int LeastSpare = 8;

    /// <summary>What a spare keycode is mapped with: both levels of two layouts, so that no modifier makes a difference.</summary>
    private const int SymbolsPerSpare = 4;

    /// <summary>The keysyms of media keys and the like (XF86keysym.h).</summary>
    private const nint FirstVendor = 0x10080000, LastVendor = 0x1008FFFF;

    private const int MappingNotify = 34, MappingPointer = 2, Modifiers = 8;

    private readonly X11Display _display;
    private readonly TimeProvider _time;
    private readonly Dictionary<(byte Group, byte Locks), KeyLayout> _layouts = [];
    private readonly Dictionary<byte, nint[]> _borrowed = [];
    private readonly byte[][] _modifierKeys = new byte[Modifiers][];
    private byte[] _keycodes = [];
    private bool _changed = true;

    internal KeyboardMap(X11Display display, TimeProvider time)
    {
        _display = display;
        _time = time;
        Spare = new SpareRing(time, []);
    }

    /// <summary>The keycodes that can be given a meaning.</summary>
    internal SpareRing Spare { get; private set; }

    /// <summary>The modifier bit of AltGr (ISO_Level3_Shift); 0 when the layout has none.</summary>
    internal byte Level3 { get; private set; }

    /// <summary>Reads the modifiers that are in effect, and the map if it has changed.</summary>
    internal XkbState ReadState()
    {
        XkbState state;
        _ = Xlib.XkbGetState(_display.Handle, 0x100, &state);
        XEvent next;
        while (Xlib.XPending(_display.Handle) > 0)
        {
            _ = Xlib.XNextEvent(_display.Handle, &next);
            // What we ourselves gave a spare keycode is of no interest.
            if (next.Type != MappingNotify || next.MappingRequest == MappingPointer || (next.MappingCount == 1 && Spare.Has(next.MappingFirst))) continue;
            _ = Xlib.XRefreshKeyboardMapping(&next);
            _changed = true;
        }

        if (_changed) ReadMap();
        return state;
    }

    /// <summary>The layout with these locks.</summary>
    internal KeyLayout Layout(byte group, byte locks)
    {
        if (!_layouts.TryGetValue((group, locks), out KeyLayout? layout))
            _layouts.Add((group, locks), layout = new KeyLayout(_display, _keycodes.Where(keycode => !Spare.Has(keycode)), group, locks, Level3));
        return layout;
    }

    /// <summary>The keys of a modifier bit.</summary>
    internal ReadOnlySpan<byte> KeysOf(byte modifier) => _modifierKeys[global::System.Numerics.BitOperations.TrailingZeroCount(modifier)];

    /// <summary>Gives a spare keycode a meaning.</summary>
    internal void Assign(byte keycode, uint keysym)
    {
        nint* symbols = stackalloc nint[SymbolsPerSpare];
        for (int i = 0; i < SymbolsPerSpare; i++) symbols[i] = (nint)keysym;
        _ = Xlib.XChangeKeyboardMapping(_display.Handle, keycode, SymbolsPerSpare, symbols, 1);
    }

    /// <summary>Takes the meanings back.</summary>
    internal void Restore()
    {
        nint nothing = 0;
        foreach (byte keycode in Spare.Used)
        {
            if (_borrowed.TryGetValue(keycode, out nint[]? symbols))
            {
                fixed (nint* first = symbols) _ = Xlib.XChangeKeyboardMapping(_display.Handle, keycode, symbols.Length, first, 1);
            }
            else
            {
                _ = Xlib.XChangeKeyboardMapping(_display.Handle, keycode, 1, &nothing, 1);
            }
        }

        _ = Xlib.XSync(_display.Handle, 0);
    }

    private void ReadMap()
    {
        _changed = false;
        _layouts.Clear();
        ReadModifiers();
        _ = Xlib.XDisplayKeycodes(_display.Handle, out int least, out int most);
        _keycodes = [.. Enumerable.Range(least, most - least + 1).Select(keycode => (byte)keycode)];
        nint* symbols = Xlib.XGetKeyboardMapping(_display.Handle, (byte)least, most - least + 1, out int width);
        List<byte> spare = FindSpare(symbols, width, least, most);
        _ = Xlib.XFree(symbols);
        var ring = new SpareRing(_time, spare);
        ring.Inherit(Spare);
        Spare = ring;
        Level3 = FindLevel3();
    }

    private List<byte> FindSpare(nint* symbols, int width, int least, int most)
    {
        var spare = new List<byte>();
        // From the top: low keycodes are those of real keys, which some keyboards have and others lack.
        for (int keycode = most; keycode >= least && spare.Count < MostSpare; keycode--)
        {
            var given = new ReadOnlySpan<nint>(symbols + (keycode - least) * width, width);
            uint ours = Spare.MeaningOf((byte)keycode);
            if (given.IndexOfAnyExcept((nint)0) < 0 || (ours != 0 && given[0] == (nint)ours)) spare.Add((byte)keycode);
        }

        for (int keycode = most; keycode >= least && spare.Count < LeastSpare; keycode--)
        {
            var given = new ReadOnlySpan<nint>(symbols + (keycode - least) * width, width);
            if (spare.Contains((byte)keycode) || IsModifierKey((byte)keycode) || given[0] is < FirstVendor or > LastVendor) continue;
            spare.Add((byte)keycode);
            _borrowed.TryAdd((byte)keycode, given.ToArray());
        }

        return spare;
    }

    private void ReadModifiers()
    {
        XModifierKeymap* map = Xlib.XGetModifierMapping(_display.Handle);
        for (int modifier = 0; modifier < Modifiers; modifier++)
        {
            var keys = new ReadOnlySpan<byte>(map->Keycodes + modifier * map->KeysPerModifier, map->KeysPerModifier);
            _modifierKeys[modifier] = keys.ToArray().Where(static keycode => keycode != 0).ToArray();
        }

        _ = Xlib.XFreeModifiermap(map);
    }

    private bool IsModifierKey(byte keycode) => Array.Exists(_modifierKeys, keys => Array.IndexOf(keys, keycode) >= 0);

    private byte FindLevel3()
    {
        for (int modifier = 3; modifier < Modifiers; modifier++)
        {
            foreach (byte keycode in _modifierKeys[modifier])
            {
                if (Xlib.XkbLookupKeySym(_display.Handle, keycode, 0, out _, out nint keysym) != 0 && (uint)keysym == Keysyms.Level3Shift) return (byte)(1 << modifier);
            }
        }

        return 0;
    }
}
