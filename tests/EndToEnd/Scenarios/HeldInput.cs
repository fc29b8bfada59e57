using System.Runtime.InteropServices;

namespace RemoteAssist.EndToEnd.Scenarios;

/// <summary>What an X server takes to be held down: keys, buttons and modifiers, whoever pressed them.</summary>
internal static partial class HeldInput
{
    private const int KeymapBytes = 32;

    /// <summary>In words, for the message of a time-out.</summary>
    /// <param name="name">The display's name.</param>
    public static string On(string name)
    {
        nint display = XOpenDisplay(name);
        if (display == 0) return $"display {name} does not answer";
        Span<byte> keys = stackalloc byte[KeymapBytes];
        _ = XQueryKeymap(display, ref MemoryMarshal.GetReference(keys));
        _ = XQueryPointer(display, XDefaultRootWindow(display), out _, out _, out int x, out int y, out _, out _, out uint mask);
        _ = XCloseDisplay(display);
        List<int> held = [];
        for (int key = 0; key < KeymapBytes * 8; key++)
        {
            if ((keys[key / 8] & (1 << (key % 8))) != 0) held.Add(key);
        }

        return $"pointer at {x},{y}, modifiers and buttons 0x{mask:x}, keys held [{string.Join(", ", held)}]";
    }

    [LibraryImport("libX11.so.6", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint XOpenDisplay(string name);

    [LibraryImport("libX11.so.6")]
    private static partial int XCloseDisplay(nint display);

    [LibraryImport("libX11.so.6")]
    private static partial nint XDefaultRootWindow(nint display);

    [LibraryImport("libX11.so.6")]
    private static partial int XQueryKeymap(nint display, ref byte keys);

    [LibraryImport("libX11.so.6")]
    private static partial int XQueryPointer(nint display, nint window, out nint root, out nint child, out int rootX, out int rootY, out int x, out int y, out uint mask);
}
