using System.Runtime.InteropServices;

namespace RemoteAssist.Rig.X;

/// <summary>What the tests' X clients use of Xlib (Xlib - C Language X Interface, X11R7).</summary>
internal static partial class LibX11
{
    private const string Library = "libX11.so.6";

    internal const int ZPixmap = 2;
    internal const nuint BackPixel = 1 << 1, OverrideRedirect = 1 << 9, EventMask = 1 << 11;

    [LibraryImport(Library, EntryPoint = "XInitThreads")]
    internal static partial int InitThreads();

    [LibraryImport(Library, EntryPoint = "XOpenDisplay", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OpenDisplay(string name);

    [LibraryImport(Library, EntryPoint = "XCloseDisplay")]
    internal static partial int CloseDisplay(nint display);

    [LibraryImport(Library, EntryPoint = "XDefaultRootWindow")]
    internal static partial nuint DefaultRootWindow(nint display);

    [LibraryImport(Library, EntryPoint = "XDefaultVisual")]
    internal static partial nint DefaultVisual(nint display, int screen);

    [LibraryImport(Library, EntryPoint = "XDefaultGC")]
    internal static partial nint DefaultGC(nint display, int screen);

    [LibraryImport(Library, EntryPoint = "XCreateWindow")]
    internal static partial nuint CreateWindow(
        nint display, nuint parent, int x, int y, uint width, uint height, uint border, int depth, uint type, nint visual, nuint valueMask, ref WindowAttributes attributes);

    [LibraryImport(Library, EntryPoint = "XMapRaised")]
    internal static partial int MapRaised(nint display, nuint window);

    [LibraryImport(Library, EntryPoint = "XRaiseWindow")]
    internal static partial int RaiseWindow(nint display, nuint window);

    [LibraryImport(Library, EntryPoint = "XMoveWindow")]
    internal static partial int MoveWindow(nint display, nuint window, int x, int y);

    [LibraryImport(Library, EntryPoint = "XSetWindowBackgroundPixmap")]
    internal static partial int SetWindowBackgroundPixmap(nint display, nuint window, nuint pixmap);

    [LibraryImport(Library, EntryPoint = "XClearWindow")]
    internal static partial int ClearWindow(nint display, nuint window);

    [LibraryImport(Library, EntryPoint = "XSetInputFocus")]
    internal static partial int SetInputFocus(nint display, nuint window, int revertTo, nuint time);

    [LibraryImport(Library, EntryPoint = "XSync")]
    internal static partial int Sync(nint display, int discard);

    [LibraryImport(Library, EntryPoint = "XNextEvent")]
    internal static unsafe partial int NextEvent(nint display, byte* read);

    [LibraryImport(Library, EntryPoint = "XSendEvent")]
    internal static unsafe partial int SendEvent(nint display, nuint window, int propagate, nint mask, byte* sent);

    [LibraryImport(Library, EntryPoint = "XFlush")]
    internal static partial int Flush(nint display);

    [LibraryImport(Library, EntryPoint = "XSetForeground")]
    internal static partial int SetForeground(nint display, nint gc, nuint colour);

    [LibraryImport(Library, EntryPoint = "XFillRectangle")]
    internal static partial int FillRectangle(nint display, nuint window, nint gc, int x, int y, uint width, uint height);

    [LibraryImport(Library, EntryPoint = "XCreateImage")]
    internal static unsafe partial nint CreateImage(
        nint display, nint visual, uint depth, int format, int offset, uint* data, uint width, uint height, int pad, int bytesPerLine);

    [LibraryImport(Library, EntryPoint = "XPutImage")]
    internal static partial int PutImage(nint display, nuint window, nint gc, nint image, int sourceX, int sourceY, int x, int y, uint width, uint height);

    [LibraryImport(Library, EntryPoint = "XCreatePixmap")]
    internal static partial nuint CreatePixmap(nint display, nuint window, uint width, uint height, uint depth);

    [LibraryImport(Library, EntryPoint = "XCopyArea")]
    internal static partial int CopyArea(nint display, nuint from, nuint to, nint gc, int fromX, int fromY, uint width, uint height, int x, int y);

    [LibraryImport(Library, EntryPoint = "XFreePixmap")]
    internal static partial int FreePixmap(nint display, nuint pixmap);

    [LibraryImport(Library, EntryPoint = "XFree")]
    internal static partial int Free(nint memory);

    [LibraryImport(Library, EntryPoint = "XCreateBitmapFromData")]
    internal static unsafe partial nuint CreateBitmapFromData(nint display, nuint window, byte* bits, uint width, uint height);

    [LibraryImport(Library, EntryPoint = "XCreatePixmapCursor")]
    internal static partial nuint CreatePixmapCursor(nint display, nuint source, nuint mask, ref Colour foreground, ref Colour background, uint x, uint y);

    [LibraryImport(Library, EntryPoint = "XDefineCursor")]
    internal static partial int DefineCursor(nint display, nuint window, nuint cursor);

    [LibraryImport(Library, EntryPoint = "XLookupKeysym")]
    internal static unsafe partial nuint LookupKeysym(byte* keyEvent, int index);

    /// <summary>XSetWindowAttributes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct WindowAttributes
    {
        internal nuint BackgroundPixmap, BackgroundPixel, BorderPixmap, BorderPixel;
        internal int BitGravity, WindowGravity, BackingStore;
        internal nuint BackingPlanes, BackingPixel;
        internal int SaveUnder;
        internal nint EventMask, DoNotPropagate;
        internal int OverrideRedirect;
        internal nuint Colormap, Cursor;
    }

    /// <summary>XColor.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Colour
    {
        internal nuint Pixel;
        internal ushort Red, Green, Blue;
        internal byte Flags, Pad;
    }
}
