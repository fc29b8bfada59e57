using System.Runtime.InteropServices;
using RemoteAssist.Customer.Host.X11;

namespace RemoteAssist.Customer.Host.Capture.X11;

/// <summary>The desktop of an X server. It sleeps in <c>poll</c> on the server's connection: a still screen costs nothing.</summary>
internal sealed unsafe class X11Desktop : IDesktopSource
{
    internal const int ZPixmap = 2;

    private const int TrueColor = 4, StructureNotify = 1 << 17, ConfigureNotify = 22, GenericEvent = 35, RandrEvents = 2;

    private readonly X11Display _display;
    private readonly nint _damage;
    private readonly int _damageEvent, _fixesEvent, _randrEvent, _inputOpcode;
    private readonly int _wake;
    private ShmSegment? _shared;
    private XImage* _plain;
    private (int Width, int Height) _size;

    private X11Desktop(X11Display display)
    {
        _display = display;
        nint root = display.Root;
        _ = XDamage.XDamageQueryExtension(display.Handle, out _damageEvent, out _);
        _ = XFixes.XFixesQueryExtension(display.Handle, out _fixesEvent, out _);
        _ = XRandr.XRRQueryExtension(display.Handle, out _randrEvent, out _);
        _damage = XDamage.XDamageCreate(display.Handle, root, XDamage.DeltaRectangles);
        XFixes.XFixesSelectCursorInput(display.Handle, root, 1);
        _ = Xlib.XSelectInput(display.Handle, root, StructureNotify);
        // Screen, controller, output and property changes.
        XRandr.XRRSelectInput(display.Handle, root, 0xF);
        _inputOpcode = WatchPointer();
        _wake = Libc.eventfd(0, 0x80800);
        Measure();
    }

    public DamageRegion Damage { get; } = new();

    /// <summary>Opens the desktop of a display.</summary>
    /// <param name="name">For example <c>:1</c>; null for the environment's <c>DISPLAY</c>.</param>
    /// <param name="problem">What to tell the customer when the answer is null.</param>
    internal static X11Desktop? TryOpen(string? name, out string? problem)
    {
        string shown = name ?? Environment.GetEnvironmentVariable("DISPLAY") ?? string.Empty;
        X11Display? display = X11Display.Open(name);
        if (display is null)
        {
            problem = Texts.NoDisplay(shown);
            return null;
        }

        problem = Refusal(display, shown);
        if (problem is null) return new X11Desktop(display);
        display.Dispose();
        return null;
    }

    public DesktopChanges Wait(int milliseconds)
    {
        if (Xlib.XPending(_display.Handle) == 0)
        {
            PollFd* descriptors = stackalloc PollFd[2];
            descriptors[0] = new PollFd { Descriptor = Xlib.XConnectionNumber(_display.Handle), Events = Libc.PollIn };
            descriptors[1] = new PollFd { Descriptor = _wake, Events = Libc.PollIn };
            if (Libc.poll(descriptors, 2, milliseconds) > 0 && (descriptors[1].Answered & Libc.PollIn) != 0)
            {
                ulong count;
                _ = Libc.read(_wake, &count, sizeof(ulong));
            }
        }

        var changes = DesktopChanges.None;
        XEvent next;
        while (Xlib.XPending(_display.Handle) > 0)
        {
            _ = Xlib.XNextEvent(_display.Handle, &next);
            changes |= Read(&next);
        }

        if ((changes & DesktopChanges.Monitors) != 0) Measure();
        return changes;
    }

    public void Wake()
    {
        ulong one = 1;
        _ = Libc.write(_wake, &one, sizeof(ulong));
    }

    public void AcknowledgeDamage() => XDamage.XDamageSubtract(_display.Handle, _damage, 0, 0);

    public Monitor[] ReadMonitors()
    {
        var desktop = new PixelRect(0, 0, _size.Width, _size.Height);
        XRRMonitorInfo* infos = XRandr.XRRGetMonitors(_display.Handle, _display.Root, 1, out int count);
        var monitors = new List<Monitor>();
        for (int i = 0; i < count && infos != null && monitors.Count < Protocol.Caps.Screens; i++)
        {
            PixelRect bounds = new PixelRect(infos[i].X, infos[i].Y, infos[i].Width, infos[i].Height).Intersect(desktop);
            if (!bounds.IsEmpty) monitors.Add(new Monitor(bounds, infos[i].Primary != 0, AtomName(infos[i].Name)));
        }

        if (infos != null) XRandr.XRRFreeMonitors(infos);
        return monitors.Count > 0 ? [.. monitors] : [new Monitor(desktop, true, "screen")];
    }

    public bool TryGrab(PixelRect area, out PixelView pixels)
    {
        if (_shared is not null) return _shared.TryGrab(area, out pixels);
        pixels = default;
        Release(ref _plain);
        _plain = (XImage*)Xlib.XGetImage(_display.Handle, _display.Root, area.X, area.Y, (uint)area.Width, (uint)area.Height, -1, ZPixmap);
        if (_plain == null || _plain->BitsPerPixel != 32) return false;
        pixels = new PixelView((nint)_plain->Data, _plain->BytesPerLine / 4, area.Width, area.Height);
        return true;
    }

    public CursorPicture? ReadCursor()
    {
        XFixesCursorImage* image = XFixes.XFixesGetCursorImage(_display.Handle);
        if (image == null) return null;
        var pixels = new ReadOnlySpan<ulong>(image->Pixels, image->Width * image->Height);
        CursorPicture picture = CursorPixels.FromPremultiplied(pixels, image->Width, image->Height, image->HotX, image->HotY);
        _ = Xlib.XFree(image);
        return picture;
    }

    public (int X, int Y) ReadPointer()
    {
        _ = Xlib.XQueryPointer(_display.Handle, _display.Root, out _, out _, out int x, out int y, out _, out _, out _);
        return (x, y);
    }

    public void Dispose()
    {
        if (_display.Handle == 0) return;
        Release(ref _plain);
        _shared?.Dispose();
        XDamage.XDamageDestroy(_display.Handle, _damage);
        _display.Dispose();
        _ = Libc.close(_wake);
    }

    private static string? Refusal(X11Display display, string shown)
    {
        int screen = Xlib.XDefaultScreen(display.Handle);
        int depth = Xlib.XDefaultDepth(display.Handle, screen);
        var visual = (XVisual*)Xlib.XDefaultVisual(display.Handle, screen);
        if (depth is not (24 or 32) || visual->Class != TrueColor || visual->RedMask != 0xFF0000 || visual->GreenMask != 0xFF00 || visual->BlueMask != 0xFF)
            return Texts.UnknownPixels(shown, depth);
        if (XDamage.XDamageQueryExtension(display.Handle, out _, out _) == 0) return Texts.NoExtension(shown, "DAMAGE");
        if (XFixes.XFixesQueryExtension(display.Handle, out _, out _) == 0) return Texts.NoExtension(shown, "XFIXES");
        if (XTest.XTestQueryExtension(display.Handle, out _, out _, out _, out _) == 0) return Texts.NoExtension(shown, "XTEST");
        return XRandr.XRRQueryExtension(display.Handle, out _, out _) == 0 ? Texts.NoExtension(shown, "RANDR") : null;
    }

    private static void Release(ref XImage* image)
    {
        if (image != null) image->DestroyImage(image);
        image = null;
    }

    private string AtomName(nint atom)
    {
        byte* name = Xlib.XGetAtomName(_display.Handle, atom);
        string text = Marshal.PtrToStringUTF8((nint)name) ?? string.Empty;
        if (name != null) _ = Xlib.XFree(name);
        return text.Length > Protocol.Caps.Name ? text[..Protocol.Caps.Name] : text;
    }

    private DesktopChanges Read(XEvent* next)
    {
        int type = next->Type;
        if (type == _damageEvent)
        {
            XRectangle area = next->Area;
            Damage.Add(new PixelRect(area.X, area.Y, area.Width, area.Height));
            return DesktopChanges.None;
        }

        // The pointer's picture changes under a pointer that moves, and nothing else tells where it is without XInput.
        if (type == _fixesEvent + 1) return DesktopChanges.CursorShape | DesktopChanges.CursorPosition;
        if (type == GenericEvent) return next->Extension == _inputOpcode ? DesktopChanges.CursorPosition : DesktopChanges.None;
        if (type >= _randrEvent && type < _randrEvent + RandrEvents) _ = XRandr.XRRUpdateConfiguration(next);
        return type == ConfigureNotify || (type >= _randrEvent && type < _randrEvent + RandrEvents) ? DesktopChanges.Monitors : DesktopChanges.None;
    }

    private int WatchPointer()
    {
        if (Xlib.XQueryExtension(_display.Handle, "XInputExtension", out int opcode, out _, out _) == 0) return -1;
        if (!NativeLibrary.TryLoad("libXi.so.6", out _)) return -1;
        int major = 2, minor = 0;
        if (XInput.XIQueryVersion(_display.Handle, ref major, ref minor) != 0) return -1;
        byte* bits = stackalloc byte[3];
        bits[0] = 0;
        bits[1] = 0;
        bits[2] = 1 << (XInput.RawMotion - 16);
        var mask = new XIEventMask { Device = XInput.AllMasterDevices, Length = 3, Mask = bits };
        return XInput.XISelectEvents(_display.Handle, _display.Root, &mask, 1) == 0 ? opcode : -1;
    }

    private void Measure()
    {
        _ = Xlib.XGetGeometry(_display.Handle, _display.Root, out _, out _, out _, out uint width, out uint height, out _, out _);
        if (((int)width, (int)height) == _size) return;
        _size = ((int)width, (int)height);
        _shared?.Dispose();
        _shared = ShmSegment.TryCreate(_display, _size.Width, _size.Height);
    }
}
