using RemoteAssist.Customer.Host.X11;

namespace RemoteAssist.Customer.Host.Capture.X11;

/// <summary>A piece of memory that the X server writes pictures into.</summary>
internal sealed unsafe class ShmSegment : IDisposable
{
    private const int OwnerOnly = 0x180;

    private readonly X11Display _display;
    private readonly nint _capacity;
    private readonly XShmSegmentInfo* _segment;
    private readonly XImage* _image;

    private ShmSegment(X11Display display, nint capacity, XShmSegmentInfo* segment, XImage* image)
    {
        _display = display;
        _capacity = capacity;
        _segment = segment;
        _image = image;
    }

    /// <summary>Creates a segment for pictures of up to this size.</summary>
    /// <returns>Null when the server is remote, lacks MIT-SHM or the system has no memory for it.</returns>
    internal static ShmSegment? TryCreate(X11Display display, int width, int height)
    {
        if (XShm.XShmQueryExtension(display.Handle) == 0) return null;
        nint capacity = (nint)width * height * 4;
        int id = Libc.shmget(Libc.IpcPrivate, capacity, Libc.IpcCreate | OwnerOnly);
        if (id < 0) return null;
        byte* address = Libc.shmat(id, null, 0);
        if ((nint)address == -1)
        {
            _ = Libc.shmctl(id, Libc.IpcRemove, null);
            return null;
        }

        var segment = (XShmSegmentInfo*)System.Runtime.InteropServices.NativeMemory.AllocZeroed((nuint)sizeof(XShmSegmentInfo));
        segment->Id = id;
        segment->Address = address;
        int screen = Xlib.XDefaultScreen(display.Handle);
        XImage* image = XShm.XShmCreateImage(
            display.Handle,
            Xlib.XDefaultVisual(display.Handle, screen),
            (uint)Xlib.XDefaultDepth(display.Handle, screen),
            X11Desktop.ZPixmap,
            address,
            segment,
            (uint)width,
            (uint)height);
        int errors = X11Display.Errors;
        _ = XShm.XShmAttach(display.Handle, segment);
        _ = Xlib.XSync(display.Handle, 0);
        // Marked for removal once the server has it: nothing is left behind, however this process ends.
        _ = Libc.shmctl(id, Libc.IpcRemove, null);
        var created = new ShmSegment(display, capacity, segment, image);
        if (errors == X11Display.Errors && image != null) return created;
        created.Dispose();
        return null;
    }

    internal bool TryGrab(PixelRect area, out PixelView pixels)
    {
        pixels = default;
        if ((nint)area.Width * area.Height * 4 > _capacity) return false;
        _image->Width = area.Width;
        _image->Height = area.Height;
        _image->BytesPerLine = area.Width * 4;
        if (XShm.XShmGetImage(_display.Handle, _display.Root, _image, area.X, area.Y, -1) == 0) return false;
        pixels = new PixelView((nint)_segment->Address, area.Width, area.Width, area.Height);
        return true;
    }

    public void Dispose()
    {
        _ = XShm.XShmDetach(_display.Handle, _segment);
        _ = Xlib.XSync(_display.Handle, 0);
        if (_image != null)
        {
            _image->Data = null;
            _image->Private = 0;
            _image->DestroyImage(_image);
        }

        _ = Libc.shmdt(_segment->Address);
        System.Runtime.InteropServices.NativeMemory.Free(_segment);
    }
}
