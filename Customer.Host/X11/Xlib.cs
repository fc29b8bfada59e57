using System.Runtime.InteropServices;

namespace RemoteAssist.Customer.Host.X11;

/// <summary>The calls of libX11 (Xlib - C Language X Interface) that the program needs. A <c>nint</c> stands for C's <c>unsigned long</c>, an XID or a pointer.</summary>
internal static unsafe partial class Xlib
{
    private const string Library = "libX11.so.6";

    [LibraryImport(Library)]
    internal static partial int XInitThreads();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint XOpenDisplay(string? name);

    [LibraryImport(Library)]
    internal static partial int XCloseDisplay(nint display);

    [LibraryImport(Library)]
    internal static partial nint XDefaultRootWindow(nint display);

    [LibraryImport(Library)]
    internal static partial nint XDefaultVisual(nint display, int screen);

    [LibraryImport(Library)]
    internal static partial int XDefaultScreen(nint display);

    [LibraryImport(Library)]
    internal static partial int XDefaultDepth(nint display, int screen);

    [LibraryImport(Library)]
    internal static partial int XConnectionNumber(nint display);

    [LibraryImport(Library)]
    internal static partial int XPending(nint display);

    [LibraryImport(Library)]
    internal static partial int XNextEvent(nint display, XEvent* next);

    [LibraryImport(Library)]
    internal static partial int XFlush(nint display);

    [LibraryImport(Library)]
    internal static partial int XSync(nint display, int discard);

    [LibraryImport(Library)]
    internal static partial int XFree(void* data);

    [LibraryImport(Library)]
    internal static partial int XSelectInput(nint display, nint window, nint mask);

    [LibraryImport(Library)]
    internal static partial int XGetGeometry(nint display, nint drawable, out nint root, out int x, out int y, out uint width, out uint height, out uint border, out uint depth);

    [LibraryImport(Library)]
    internal static partial int XQueryPointer(nint display, nint window, out nint root, out nint child, out int rootX, out int rootY, out int x, out int y, out uint mask);

    [LibraryImport(Library)]
    internal static partial int XQueryTree(nint display, nint window, out nint root, out nint parent, out nint* children, out uint count);

    [LibraryImport(Library)]
    internal static partial int XGetInputFocus(nint display, out nint window, out int revertTo);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int XQueryExtension(nint display, string name, out int opcode, out int firstEvent, out int firstError);

    [LibraryImport(Library)]
    internal static partial nint XGetImage(nint display, nint drawable, int x, int y, uint width, uint height, nint planes, int format);

    [LibraryImport(Library)]
    internal static partial delegate* unmanaged<nint, XErrorEvent*, int> XSetErrorHandler(delegate* unmanaged<nint, XErrorEvent*, int> handler);

    [LibraryImport(Library)]
    internal static partial delegate* unmanaged<nint, int> XSetIOErrorHandler(delegate* unmanaged<nint, int> handler);

    [LibraryImport(Library)]
    internal static partial byte* XGetAtomName(nint display, nint atom);

    [LibraryImport(Library)]
    internal static partial int XDisplayKeycodes(nint display, out int least, out int most);

    [LibraryImport(Library)]
    internal static partial nint* XGetKeyboardMapping(nint display, byte first, int count, out int symbolsPerCode);

    [LibraryImport(Library)]
    internal static partial int XChangeKeyboardMapping(nint display, int first, int symbolsPerCode, nint* symbols, int count);

    [LibraryImport(Library)]
    internal static partial int XRefreshKeyboardMapping(XEvent* mapping);

    [LibraryImport(Library)]
    internal static partial XModifierKeymap* XGetModifierMapping(nint display);

    [LibraryImport(Library)]
    internal static partial int XFreeModifiermap(XModifierKeymap* map);

    [LibraryImport(Library)]
    internal static partial int XkbGetState(nint display, uint device, XkbState* state);

    [LibraryImport(Library)]
    internal static partial int XkbLookupKeySym(nint display, byte keycode, uint modifiers, out uint consumed, out nint keysym);
}
