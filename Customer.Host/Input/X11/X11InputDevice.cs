using System.Text;
using RemoteAssist.Customer.Host.X11;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Input.X11;

/// <summary>Mouse and keyboard through XTEST, on a connection of its own, so that input never waits for a picture.</summary>
internal sealed class X11InputDevice : IInputDevice
{
    private const byte Shortcuts = KeyLayout.Control | KeyLayout.Alt | KeyLayout.System;

    private readonly X11Display _display;
    private readonly KeyboardMap _map;
    private readonly HashSet<byte> _down = [];

    private X11InputDevice(X11Display display, TimeProvider time)
    {
        _display = display;
        _map = new KeyboardMap(display, time);
    }

    /// <summary>Opens the input of a display that has XTEST.</summary>
    /// <returns>Null when it cannot be opened.</returns>
    internal static X11InputDevice? TryOpen(string? name, TimeProvider time) =>
        X11Display.Open(name) is { } display ? new X11InputDevice(display, time) : null;

    public bool PointerHasFocus => KeyboardFocus.IsUnderPointer(_display);

    public void Move(int x, int y) => _ = XTest.XTestFakeMotionEvent(_display.Handle, -1, x, y, 0);

    public void Button(PointerButtons button, bool down) => FakeButton(
        button switch
        {
            PointerButtons.Left => 1,
            PointerButtons.Middle => 2,
            PointerButtons.Right => 3,
            PointerButtons.Back => 8,
            _ => 9,
        },
        down);

    public void Scroll(WheelDirection direction)
    {
        uint button = 4 + (uint)direction;
        FakeButton(button, true);
        FakeButton(button, false);
    }

    public KeyPress Press(ushort code, uint keysym)
    {
        byte physical = HidKeycodes.Of(code);
        keysym = Keysyms.Canonical(keysym);
        XkbState state = _map.ReadState();
        if (keysym == 0) return Hold(physical, false);
        byte held = HeldShifts(state);
        KeyChoice? found = Layout(state).Find(keysym, physical, held);
        if (Keysyms.IsModifier(keysym)) return PressModifier(keysym, found, physical);
        if (found is { } choice && choice.Shifts == held) return Hold(choice.Keycode, false);
        if (found is { } other && TapShifted(other, held)) return default;
        // Control with a letter that this layout lacks means the shortcut of that place on the keyboard.
        if (found is null && physical != 0 && (state.BaseModifiers & Shortcuts) != 0) return Hold(physical, false);
        return new KeyPress(0, Later: TapSpare(keysym));
    }

    public void Release(int key)
    {
        if (_down.Remove((byte)key)) Fake((byte)key, false);
    }

    public TimeSpan? Type(Rune character)
    {
        uint keysym = Keysyms.Of(character);
        if (keysym == 0) return null;
        XkbState state = _map.ReadState();
        byte held = HeldShifts(state);
        return Layout(state).Find(keysym, 0, held) is { } choice && TapShifted(choice, held) ? null : TapSpare(keysym);
    }

    public void Flush() => _ = Xlib.XFlush(_display.Handle);

    public void Dispose()
    {
        foreach (byte keycode in _down) Fake(keycode, false);
        _map.Restore();
        _display.Dispose();
    }

    private KeyLayout Layout(in XkbState state) => _map.Layout(state.Group, (byte)(state.LockedModifiers & ~(KeyLayout.Shift | _map.Level3)));

    private byte HeldShifts(in XkbState state) => (byte)((state.BaseModifiers | state.LatchedModifiers) & (KeyLayout.Shift | _map.Level3));

    private KeyPress PressModifier(uint keysym, KeyChoice? found, byte physical)
    {
        if (found is { } choice) return Hold(choice.Keycode, true);
        // AltGr where there is no third level: the characters come by themselves.
        return keysym is Keysyms.Level3Shift or Keysyms.ModeSwitch ? default : Hold(physical, true);
    }

    private KeyPress Hold(byte keycode, bool isModifier)
    {
        if (keycode == 0 || !_down.Add(keycode)) return default;
        Fake(keycode, true);
        return new KeyPress(keycode, isModifier);
    }

    /// <summary>Strikes a key with exactly these shifts, and puts the held ones back.</summary>
    /// <returns>False when shifts would have to be let go that somebody at the computer holds.</returns>
    private bool TapShifted(KeyChoice choice, byte held)
    {
        byte add = (byte)(choice.Shifts & ~held), remove = (byte)(held & ~choice.Shifts);
        Span<byte> lifted = stackalloc byte[8];
        int count = 0;
        foreach (byte modifier in (ReadOnlySpan<byte>)[KeyLayout.Shift, _map.Level3])
        {
            if (modifier == 0) continue;
            if ((add & modifier) != 0 && _map.KeysOf(modifier).IsEmpty) return false;
            if ((remove & modifier) == 0) continue;
            int before = count;
            foreach (byte keycode in _map.KeysOf(modifier))
            {
                if (_down.Contains(keycode) && count < lifted.Length) lifted[count++] = keycode;
            }

            if (count == before) return false;
        }

        foreach (byte keycode in lifted[..count]) Fake(keycode, false);
        FakeShifts(add, true);
        Tap(choice.Keycode);
        FakeShifts(add, false);
        foreach (byte keycode in lifted[..count]) Fake(keycode, true);
        return true;
    }

    private TimeSpan? TapSpare(uint keysym)
    {
        byte keycode = _map.Spare.Take(keysym, out bool isNew, out TimeSpan? later);
        if (keycode == 0) return later;
        if (isNew) _map.Assign(keycode, keysym);
        Tap(keycode);
        return null;
    }

    private void Tap(byte keycode)
    {
        // A key that is held down already has to come up to be struck.
        if (_down.Contains(keycode)) Fake(keycode, false);
        Fake(keycode, true);
        if (!_down.Contains(keycode)) Fake(keycode, false);
    }

    private void FakeShifts(byte modifiers, bool down)
    {
        if ((modifiers & KeyLayout.Shift) != 0) Fake(_map.KeysOf(KeyLayout.Shift)[0], down);
        if (_map.Level3 != 0 && (modifiers & _map.Level3) != 0) Fake(_map.KeysOf(_map.Level3)[0], down);
    }

    private void Fake(byte keycode, bool down) => _ = XTest.XTestFakeKeyEvent(_display.Handle, keycode, down ? 1 : 0, 0);

    private void FakeButton(uint button, bool down) => _ = XTest.XTestFakeButtonEvent(_display.Handle, button, down ? 1 : 0, 0);
}
