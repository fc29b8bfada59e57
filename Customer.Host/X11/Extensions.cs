using System.Runtime.InteropServices;

namespace RemoteAssist.Customer.Host.X11;

/// <summary>MIT-SHM (libXext): pictures through shared memory.</summary>
internal static unsafe partial class XShm
{
    private const string Library = "libXext.so.6";

    [LibraryImport(Library)]
    internal static partial int XShmQueryExtension(nint display);

    [LibraryImport(Library)]
    internal static partial XImage* XShmCreateImage(nint display, nint visual, uint depth, int format, byte* data, XShmSegmentInfo* segment, uint width, uint height);

    [LibraryImport(Library)]
    internal static partial int XShmAttach(nint display, XShmSegmentInfo* segment);

    [LibraryImport(Library)]
    internal static partial int XShmDetach(nint display, XShmSegmentInfo* segment);

    [LibraryImport(Library)]
    internal static partial int XShmGetImage(nint display, nint drawable, XImage* image, int x, int y, nint planes);
}

/// <summary>XShmSegmentInfo.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct XShmSegmentInfo
{
    public nint Segment;
    public int Id;
    public byte* Address;
    public int ReadOnly;
}

/// <summary>The C library's shared memory, polling and pipes.</summary>
internal static unsafe partial class Libc
{
    internal const int IpcPrivate = 0, IpcCreate = 0x200, IpcRemove = 0;
    internal const short PollIn = 1;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int shmget(int key, nint size, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial byte* shmat(int id, void* address, int flags);

    [LibraryImport("libc")]
    internal static partial int shmdt(void* address);

    [LibraryImport("libc")]
    internal static partial int shmctl(int id, int command, void* buffer);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int poll(PollFd* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint read(int descriptor, void* buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint write(int descriptor, void* buffer, nint count);

    [LibraryImport("libc")]
    internal static partial int close(int descriptor);

    [LibraryImport("libc")]
    internal static partial void _exit(int code);
}

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollFd
{
    public int Descriptor;
    public short Events;
    public short Answered;
}

/// <summary>DAMAGE (libXdamage): tells which rectangles changed.</summary>
internal static partial class XDamage
{
    private const string Library = "libXdamage.so.1";

    /// <summary>Report level: one event for each rectangle that was not damaged before.</summary>
    internal const int DeltaRectangles = 1;

    [LibraryImport(Library)]
    internal static partial int XDamageQueryExtension(nint display, out int firstEvent, out int firstError);

    [LibraryImport(Library)]
    internal static partial nint XDamageCreate(nint display, nint drawable, int level);

    [LibraryImport(Library)]
    internal static partial void XDamageSubtract(nint display, nint damage, nint repair, nint parts);

    [LibraryImport(Library)]
    internal static partial void XDamageDestroy(nint display, nint damage);
}

/// <summary>XFIXES (libXfixes): the pointer's picture.</summary>
internal static unsafe partial class XFixes
{
    private const string Library = "libXfixes.so.3";

    [LibraryImport(Library)]
    internal static partial int XFixesQueryExtension(nint display, out int firstEvent, out int firstError);

    [LibraryImport(Library)]
    internal static partial void XFixesSelectCursorInput(nint display, nint window, nint mask);

    [LibraryImport(Library)]
    internal static partial XFixesCursorImage* XFixesGetCursorImage(nint display);
}

/// <summary>XFixesCursorImage: pixels are longs of premultiplied ARGB.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct XFixesCursorImage
{
    public short X;
    public short Y;
    public ushort Width;
    public ushort Height;
    public ushort HotX;
    public ushort HotY;
    public nint Serial;
    public ulong* Pixels;
}

/// <summary>RANDR (libXrandr): monitors.</summary>
internal static unsafe partial class XRandr
{
    private const string Library = "libXrandr.so.2";

    [LibraryImport(Library)]
    internal static partial int XRRQueryExtension(nint display, out int firstEvent, out int firstError);

    [LibraryImport(Library)]
    internal static partial int XRRQueryVersion(nint display, out int major, out int minor);

    [LibraryImport(Library)]
    internal static partial void XRRSelectInput(nint display, nint window, int mask);

    [LibraryImport(Library)]
    internal static partial int XRRUpdateConfiguration(XEvent* change);

    [LibraryImport(Library)]
    internal static partial XRRMonitorInfo* XRRGetMonitors(nint display, nint window, int active, out int count);

    [LibraryImport(Library)]
    internal static partial void XRRFreeMonitors(XRRMonitorInfo* monitors);
}

/// <summary>XRRMonitorInfo.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct XRRMonitorInfo
{
    public nint Name;
    public int Primary;
    public int Automatic;
    public int OutputCount;
    public int X;
    public int Y;
    public int Width;
    public int Height;
    public int MillimetreWidth;
    public int MillimetreHeight;
    public nint Outputs;
}

/// <summary>XTEST (libXtst): input.</summary>
internal static partial class XTest
{
    private const string Library = "libXtst.so.6";

    [LibraryImport(Library)]
    internal static partial int XTestQueryExtension(nint display, out int firstEvent, out int firstError, out int major, out int minor);

    [LibraryImport(Library)]
    internal static partial int XTestFakeMotionEvent(nint display, int screen, int x, int y, nuint delay);

    [LibraryImport(Library)]
    internal static partial int XTestFakeButtonEvent(nint display, uint button, int down, nuint delay);

    [LibraryImport(Library)]
    internal static partial int XTestFakeKeyEvent(nint display, uint keycode, int down, nuint delay);
}

/// <summary>XInput 2 (libXi): tells that the pointer moved, wherever it is. Optional: without it the pointer's place follows its picture only.</summary>
internal static unsafe partial class XInput
{
    private const string Library = "libXi.so.6";

    internal const int AllMasterDevices = 1, RawMotion = 17;

    [LibraryImport(Library)]
    internal static partial int XIQueryVersion(nint display, ref int major, ref int minor);

    [LibraryImport(Library)]
    internal static partial int XISelectEvents(nint display, nint window, XIEventMask* masks, int count);
}

/// <summary>XIEventMask.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct XIEventMask
{
    public int Device;
    public int Length;
    public byte* Mask;
}
