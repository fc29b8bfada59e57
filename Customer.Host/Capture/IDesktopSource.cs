namespace RemoteAssist.Customer.Host.Capture;

/// <summary>What a wait for the desktop brought.</summary>
[Flags]
internal enum DesktopChanges
{
    None = 0,

    /// <summary>Monitors came, went, moved or changed their size.</summary>
    Monitors = 1,

    /// <summary>The pointer has another picture.</summary>
    CursorShape = 2,

    /// <summary>The pointer may have moved.</summary>
    CursorPosition = 4,
}

/// <summary>One monitor on the desktop.</summary>
/// <param name="Bounds">Its place on the desktop.</param>
/// <param name="Primary">Whether the system calls it the main one.</param>
/// <param name="Name">The system's name for it.</param>
internal sealed record Monitor(PixelRect Bounds, bool Primary, string Name);

/// <summary>The pointer's picture.</summary>
/// <param name="Width">Pixels, 0 when hidden.</param>
/// <param name="Height">Pixels, 0 when hidden.</param>
/// <param name="HotX">The pixel that points.</param>
/// <param name="HotY">The pixel that points.</param>
/// <param name="Rgba">r, g, b, a of every pixel, alpha not multiplied in.</param>
internal sealed record CursorPicture(int Width, int Height, int HotX, int HotY, byte[] Rgba);

/// <summary>A platform's desktop as the capture loop needs it. All but <see cref="Wake"/> is for one thread.</summary>
internal interface IDesktopSource : IDisposable
{
    /// <summary>What was damaged since it was last cleared, in desktop pixels.</summary>
    DamageRegion Damage { get; }

    /// <summary>Sleeps until something happened on the desktop, <see cref="Wake"/> was called or the time is up.</summary>
    /// <param name="milliseconds">-1: without a limit.</param>
    DesktopChanges Wait(int milliseconds);

    /// <summary>Ends a <see cref="Wait"/>, from any thread.</summary>
    void Wake();

    /// <summary>The monitors, at least one, the same order as long as none changes.</summary>
    Monitor[] ReadMonitors();

    /// <summary>From now on damage is reported anew; to be called before what was damaged is grabbed.</summary>
    void AcknowledgeDamage();

    /// <summary>Grabs pixels of the desktop.</summary>
    /// <param name="area">In desktop pixels, inside the desktop.</param>
    /// <param name="pixels">The pixels, until the next call.</param>
    /// <returns>False when the system refused, as it does when the desktop has just become smaller.</returns>
    bool TryGrab(PixelRect area, out PixelView pixels);

    /// <summary>The pointer's picture, at most <see cref="Protocol.Caps.CursorSide"/> pixels a side; null when the system does not tell.</summary>
    CursorPicture? ReadCursor();

    /// <summary>Where the pointer is, in desktop pixels.</summary>
    (int X, int Y) ReadPointer();
}
