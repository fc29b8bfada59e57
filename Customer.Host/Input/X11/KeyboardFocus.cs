using RemoteAssist.Customer.Host.X11;

namespace RemoteAssist.Customer.Host.Input.X11;

/// <summary>Which window has the keyboard.</summary>
internal static unsafe class KeyboardFocus
{
    /// <summary>The focus follows the pointer by itself (X Window System Protocol, SetInputFocus).</summary>
    private const nint PointerRoot = 1;

    /// <summary>Windows inside each other are not more than this; a bound on what a strange tree costs.</summary>
    private const int MostDepth = 64;

    /// <summary>Whether the keyboard goes to the window under the pointer, or there is none.</summary>
    internal static bool IsUnderPointer(X11Display display)
    {
        if (Xlib.XQueryPointer(display.Handle, display.Root, out _, out nint pointed, out _, out _, out _, out _, out _) == 0 || pointed == 0) return true;
        _ = Xlib.XGetInputFocus(display.Handle, out nint focus, out _);
        return focus == PointerRoot || (focus != 0 && OutermostOf(display, focus) == pointed);
    }

    // The child of the root window that holds it: its frame, where there is a window manager.
    private static nint OutermostOf(X11Display display, nint window)
    {
        for (int depth = 0; depth < MostDepth; depth++)
        {
            // It may be gone by now.
            if (Xlib.XQueryTree(display.Handle, window, out _, out nint parent, out nint* children, out _) == 0) return 0;
            if (children is not null) _ = Xlib.XFree(children);
            if (parent == display.Root || parent == 0) return window;
            window = parent;
        }

        return 0;
    }
}
