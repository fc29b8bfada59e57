using System.Runtime.InteropServices;

namespace RemoteAssist.Customer.Host.X11;

/// <summary>One connection to the X server. It is used by one thread at a time; its owner sees to that.</summary>
internal sealed unsafe class X11Display : IDisposable
{
    private static int _errors;

    private X11Display(nint handle)
    {
        Handle = handle;
        Root = Xlib.XDefaultRootWindow(handle);
    }

    /// <summary>Xlib's <c>Display*</c>.</summary>
    internal nint Handle { get; private set; }

    /// <summary>The root window of the default screen.</summary>
    internal nint Root { get; }

    /// <summary>How many X errors all connections have met: a request failed if this grew across an <c>XSync</c>.</summary>
    internal static int Errors => Volatile.Read(ref _errors);

    /// <summary>Connects.</summary>
    /// <param name="name">For example <c>:1</c>; null for the environment's <c>DISPLAY</c>.</param>
    /// <returns>Null when nobody answers there.</returns>
    internal static X11Display? Open(string? name)
    {
        _ = Xlib.XInitThreads();
        // Without a handler of ours Xlib ends the process at the first error, and windows and monitors vanish under our requests every day.
        Xlib.XSetErrorHandler(&OnError);
        Xlib.XSetIOErrorHandler(&OnConnectionLost);
        nint handle = Xlib.XOpenDisplay(name);
        return handle == 0 ? null : new X11Display(handle);
    }

    public void Dispose()
    {
        if (Handle == 0) return;
        _ = Xlib.XCloseDisplay(Handle);
        Handle = 0;
    }

    [UnmanagedCallersOnly]
    private static int OnError(nint display, XErrorEvent* error)
    {
        Interlocked.Increment(ref _errors);
        return 0;
    }

    // Xlib must not be returned to: the X server is gone, and with it the screen that was shared.
    [UnmanagedCallersOnly]
    private static int OnConnectionLost(nint display)
    {
        Console.Error.WriteLine(Texts.DisplayLost);
        Libc._exit(Start.ExitCode.NoScreen);
        return 0;
    }
}
