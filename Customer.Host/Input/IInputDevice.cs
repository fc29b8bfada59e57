using System.Text;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Input;

/// <summary>Where a wheel turns to.</summary>
internal enum WheelDirection
{
    Up,
    Down,
    Left,
    Right,
}

/// <summary>What became of a key that was to go down.</summary>
/// <param name="Key">What to release later; 0 when nothing is held down.</param>
/// <param name="IsModifier">Whether the held key changes what other keys do.</param>
/// <param name="Later">Not null: it could not be done now; the same call is to be made again after this time.</param>
internal readonly record struct KeyPress(int Key, bool IsModifier = false, TimeSpan? Later = null);

/// <summary>A platform's mouse and keyboard. For one thread at a time; nothing has an effect before <see cref="Flush"/>.</summary>
internal interface IInputDevice : IDisposable
{
    /// <summary>Whether the keyboard goes to the window under the pointer.</summary>
    bool PointerHasFocus { get; }

    /// <summary>Moves the pointer, in desktop pixels.</summary>
    void Move(int x, int y);

    /// <summary>Presses or releases one button.</summary>
    void Button(PointerButtons button, bool down);

    /// <summary>Turns the wheel by one notch.</summary>
    void Scroll(WheelDirection direction);

    /// <summary>Presses the key that gives a keysym in the layout of this computer.</summary>
    /// <param name="code">The physical key on the agent's side as a USB HID usage, 0 when unknown.</param>
    /// <param name="keysym">What it stands for on the agent's side, 0 when unknown.</param>
    KeyPress Press(ushort code, uint keysym);

    /// <summary>Releases what <see cref="Press"/> holds.</summary>
    void Release(int key);

    /// <summary>Types one character, whatever keys are held.</summary>
    /// <returns>Not null: it could not be done now; the same call is to be made again after this time.</returns>
    TimeSpan? Type(Rune character);

    /// <summary>Hands everything to the system.</summary>
    void Flush();
}
