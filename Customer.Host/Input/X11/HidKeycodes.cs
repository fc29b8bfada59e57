namespace RemoteAssist.Customer.Host.Input.X11;

/// <summary>X keycodes of physical keys: the kernel's key numbers (input-event-codes.h) plus 8, as every X server with the evdev rules has them.</summary>
internal static class HidKeycodes
{
    /// <summary>The keycodes of the usages 0x04 to 0x73 of page 7 (HID Usage Tables, section 10); 0 where there is none.</summary>
    private static ReadOnlySpan<byte> Keys =>
    [
        38, 56, 54, 40, 26, 41, 42, 43, 31, 44, 45, 46, 58, 57, 32, 33, 24, 27, 39, 28, 30, 55, 25, 53, 29, 52,
        10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 36, 9, 22, 23, 65, 20, 21, 34, 35, 51, 51, 47, 48, 49, 59, 60, 61, 66,
        67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 95, 96, 107, 78, 127, 118, 110, 112, 119, 115, 117, 114, 113, 116, 111,
        77, 106, 63, 82, 86, 104, 87, 88, 89, 83, 84, 85, 79, 80, 81, 90, 91, 94, 135, 124, 125, 191, 192, 193, 194, 195, 196, 197, 198, 199, 200, 201, 202,
    ];

    /// <summary>Usages 0xE0 to 0xE7: Control, Shift, Alt and the system key, left and right.</summary>
    private static ReadOnlySpan<byte> Modifiers => [37, 50, 64, 133, 105, 62, 108, 134];

    /// <summary>The keycode of a physical key; 0 when it is unknown.</summary>
    internal static byte Of(ushort usage) =>
        usage >= 0x04 && usage - 0x04 < Keys.Length ? Keys[usage - 0x04]
        : usage is >= 0xE0 and <= 0xE7 ? Modifiers[usage - 0xE0]
        : (byte)0;
}
