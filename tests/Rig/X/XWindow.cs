using System.Collections.Concurrent;
using System.Diagnostics;

namespace RemoteAssist.Rig.X;

/// <summary>What an X client was told: a key, a button or a motion of the pointer.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Detail">The button, from 1, or the key's first keysym.</param>
/// <param name="X">Pixels from the screen's left edge.</param>
/// <param name="Y">Pixels from the screen's top edge.</param>
/// <param name="State">Buttons and modifiers that were held, as X has them: bit 8 is the left button.</param>
/// <param name="At">When the client heard of it: a <see cref="Stopwatch"/> timestamp.</param>
internal readonly record struct XInput(XInputKind Kind, uint Detail, int X, int Y, uint State, long At);

internal enum XInputKind
{
    KeyPress = 2,
    KeyRelease = 3,
    ButtonPress = 4,
    ButtonRelease = 5,
    Motion = 6,
}

/// <summary>A window without a frame, above all others, that shows given pixels and keeps what it is told by mouse and keyboard.</summary>
internal sealed unsafe partial class XWindow : IDisposable
{
    private const int ClientMessage = 33, EventSize = 192;
    private const nint KeysAndPointer = 0x7F | (1 << 15); // presses, releases, crossings, motion, exposure

    private readonly nint _display;
    private readonly nint _events;
    private readonly nuint _window;
    private readonly nint _gc;
    private readonly Thread _listener;
    private readonly ConcurrentQueue<XInput> _input = new();

    static XWindow() => _ = LibX11.InitThreads();

    /// <summary>Opens it.</summary>
    /// <param name="display">The display's name.</param>
    /// <param name="x">Pixels from the screen's left edge.</param>
    /// <param name="y">Pixels from the screen's top edge.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public XWindow(string display, int x, int y, int width, int height)
    {
        (Display, X, Y, Width, Height) = (display, x, y, width, height);
        _display = LibX11.OpenDisplay(display);
        // A second connection listens, so that neither waits for the other.
        _events = LibX11.OpenDisplay(display);
        if (_display == 0 || _events == 0) throw new InvalidOperationException($"There is no X display {display}.");
        var attributes = new LibX11.WindowAttributes { BackgroundPixel = 0xFFFFFF, OverrideRedirect = 1, EventMask = KeysAndPointer };
        _window = LibX11.CreateWindow(
            _events, LibX11.DefaultRootWindow(_events), x, y, (uint)width, (uint)height, 0, 0, 1, 0, LibX11.BackPixel | LibX11.OverrideRedirect | LibX11.EventMask, ref attributes);
        _gc = LibX11.DefaultGC(_display, 0);
        _ = LibX11.MapRaised(_events, _window);
        _ = LibX11.Sync(_events, 0);
        _listener = new Thread(Listen) { IsBackground = true, Name = "X client" };
        _listener.Start();
    }

    /// <summary>The display's name.</summary>
    public string Display { get; }

    public int X { get; }

    public int Y { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Called at once with what the window is told, on a thread of its own.</summary>
    public event Action<XInput>? Told;

    /// <summary>What it was told so far, in order.</summary>
    public IReadOnlyCollection<XInput> Input => _input;

    /// <summary>Takes the keyboard.</summary>
    public void Focus()
    {
        _ = LibX11.SetInputFocus(_display, _window, 1, 0);
        _ = LibX11.Sync(_display, 0);
    }

    /// <summary>Shows a picture, and returns when the X server has drawn it.</summary>
    /// <param name="pixels">Row by row, 0xRRGGBB.</param>
    /// <param name="x">Left edge inside the window.</param>
    /// <param name="y">Top edge inside the window.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public void Draw(uint[] pixels, int x, int y, int width, int height) => Put(_window, pixels, x, y, width, height);

    /// <summary>Shows a picture over the whole window.</summary>
    public void Draw(uint[] pixels) => Draw(pixels, 0, 0, Width, Height);

    /// <summary>Shows a picture over the whole window, and again wherever another window has covered it.</summary>
    public void Keep(uint[] pixels)
    {
        nuint pixmap = Upload(pixels, Width, Height);
        _ = LibX11.SetWindowBackgroundPixmap(_display, _window, pixmap);
        _ = LibX11.FreePixmap(_display, pixmap);
        _ = LibX11.ClearWindow(_display, _window);
        _ = LibX11.Sync(_display, 0);
    }

    /// <summary>Fills a rectangle of the window, and returns when the X server has drawn it.</summary>
    public void Fill(uint colour, int x, int y, int width, int height)
    {
        _ = LibX11.SetForeground(_display, _gc, colour);
        _ = LibX11.FillRectangle(_display, _window, _gc, x, y, (uint)width, (uint)height);
        _ = LibX11.Sync(_display, 0);
    }

    /// <summary>Gives a picture to the X server, so that it can be shown there at once.</summary>
    /// <returns>Shows it, and returns when the X server has drawn it; can be called once.</returns>
    public Action Prepare(uint[] pixels, int x, int y, int width, int height)
    {
        nuint pixmap = LibX11.CreatePixmap(_display, _window, (uint)width, (uint)height, 24);
        Put(pixmap, pixels, 0, 0, width, height);
        return () =>
        {
            _ = LibX11.CopyArea(_display, pixmap, _window, _gc, 0, 0, (uint)width, (uint)height, x, y);
            _ = LibX11.FreePixmap(_display, pixmap);
            _ = LibX11.Sync(_display, 0);
        };
    }

    /// <summary>Gives the pointer over this window a picture: a filled square of one colour.</summary>
    /// <param name="colour">0xRRGGBB.</param>
    /// <param name="side">Pixels along a side, a multiple of 8.</param>
    /// <param name="hotX">The hot spot, from the left.</param>
    /// <param name="hotY">The hot spot, from the top.</param>
    public void SetCursor(uint colour, int side, int hotX, int hotY)
    {
        byte[] bits = new byte[side / 8 * side];
        Array.Fill(bits, (byte)0xFF);
        var ink = new LibX11.Colour { Red = (ushort)((colour >> 16 & 0xFF) * 0x101), Green = (ushort)((colour >> 8 & 0xFF) * 0x101), Blue = (ushort)((colour & 0xFF) * 0x101) };
        fixed (byte* data = bits)
        {
            nuint shape = LibX11.CreateBitmapFromData(_display, _window, data, (uint)side, (uint)side);
            _ = LibX11.DefineCursor(_display, _window, LibX11.CreatePixmapCursor(_display, shape, shape, ref ink, ref ink, (uint)hotX, (uint)hotY));
        }

        _ = LibX11.Sync(_display, 0);
    }

    /// <summary>Forgets what it was told.</summary>
    public void ForgetInput() => _input.Clear();

    public void Dispose()
    {
        byte* wake = stackalloc byte[EventSize];
        new Span<byte>(wake, EventSize).Clear();
        *(int*)wake = ClientMessage;
        *(nuint*)(wake + 32) = _window;
        *(int*)(wake + 48) = 32;
        _ = LibX11.SendEvent(_display, _window, 0, 0, wake);
        _ = LibX11.Sync(_display, 0);
        _listener.Join();
        _ = LibX11.CloseDisplay(_events);
        _ = LibX11.CloseDisplay(_display);
    }

    private void Put(nuint target, uint[] pixels, int x, int y, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, width * height);
        fixed (uint* data = pixels)
        {
            nint image = LibX11.CreateImage(_display, LibX11.DefaultVisual(_display, 0), 24, LibX11.ZPixmap, 0, data, (uint)width, (uint)height, 32, 0);
            _ = LibX11.PutImage(_display, target, _gc, image, 0, 0, x, y, (uint)width, (uint)height);
            _ = LibX11.Sync(_display, 0);
            _ = LibX11.Free(image);
        }
    }

    private void Listen()
    {
        byte* read = stackalloc byte[EventSize];
        while (true)
        {
            _ = LibX11.NextEvent(_events, read);
            long at = Stopwatch.GetTimestamp();
            int type = *(int*)read;
            if (type == ClientMessage) return;
            if (type is < (int)XInputKind.KeyPress or > (int)XInputKind.Motion) continue;
            // XKeyEvent, XButtonEvent and XMotionEvent share their first fields.
            int x = *(int*)(read + 72), y = *(int*)(read + 76);
            uint state = *(uint*)(read + 80);
            uint detail = type switch
            {
                (int)XInputKind.KeyPress or (int)XInputKind.KeyRelease => (uint)LibX11.LookupKeysym(read, 0),
                (int)XInputKind.Motion => 0,
                _ => *(uint*)(read + 84),
            };
            var input = new XInput((XInputKind)type, detail, x, y, state, at);
            _input.Enqueue(input);
            Told?.Invoke(input);
        }
    }
}
