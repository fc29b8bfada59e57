using System.Runtime.InteropServices;

namespace RemoteAssist.Customer.Host.X11;

/// <summary>Any event of Xlib: a union of 24 longs. The fields that are read stand at their places on 64-bit systems.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24 * 8)]
internal struct XEvent
{
    [FieldOffset(0)] public int Type;

    /// <summary>GenericEvent: the extension's major opcode.</summary>
    [FieldOffset(32)] public int Extension;

    /// <summary>GenericEvent: the event within the extension.</summary>
    [FieldOffset(36)] public int GenericType;

    /// <summary>MappingNotify: which mapping changed.</summary>
    [FieldOffset(40)] public int MappingRequest;

    /// <summary>MappingNotify: the first keycode that changed.</summary>
    [FieldOffset(44)] public int MappingFirst;

    /// <summary>MappingNotify: how many keycodes changed.</summary>
    [FieldOffset(48)] public int MappingCount;

    /// <summary>XDamageNotify: the damaged rectangle (x, y, width, height).</summary>
    [FieldOffset(64)] public XRectangle Area;
}

/// <summary>XRectangle.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct XRectangle
{
    public short X;
    public short Y;
    public ushort Width;
    public ushort Height;
}

/// <summary>XErrorEvent.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct XErrorEvent
{
    public int Type;
    public nint Display;
    public nint Resource;
    public nint Serial;
    public byte ErrorCode;
    public byte RequestCode;
    public byte MinorCode;
}

/// <summary>Visual.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct XVisual
{
    public nint Extension;
    public nint Id;
    public int Class;
    public nint RedMask;
    public nint GreenMask;
    public nint BlueMask;
    public int BitsPerRgb;
    public int MapEntries;
}

/// <summary>XImage, up to the function table that Xlib fills.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct XImage
{
    public int Width;
    public int Height;
    public int XOffset;
    public int Format;
    public byte* Data;
    public int ByteOrder;
    public int BitmapUnit;
    public int BitmapBitOrder;
    public int BitmapPad;
    public int Depth;
    public int BytesPerLine;
    public int BitsPerPixel;
    public nint RedMask;
    public nint GreenMask;
    public nint BlueMask;
    public nint Private;
    public nint CreateImage;
    public delegate* unmanaged<XImage*, int> DestroyImage;
}

/// <summary>XModifierKeymap: eight modifiers of <see cref="KeysPerModifier"/> keycodes each.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct XModifierKeymap
{
    public int KeysPerModifier;
    public byte* Keycodes;
}

/// <summary>XkbStateRec (The X Keyboard Extension: Library Specification, section 5.4).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct XkbState
{
    public byte Group;
    public byte LockedGroup;
    public ushort BaseGroup;
    public ushort LatchedGroup;
    public byte Modifiers;
    public byte BaseModifiers;
    public byte LatchedModifiers;
    public byte LockedModifiers;
    public byte CompatibleState;
    public byte GrabModifiers;
    public byte CompatibleGrabModifiers;
    public byte LookupModifiers;
    public byte CompatibleLookupModifiers;
    public ushort PointerButtons;
}
