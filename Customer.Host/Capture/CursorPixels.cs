namespace RemoteAssist.Customer.Host.Capture;

/// <summary>Brings pointers into the protocol's form.</summary>
internal static class CursorPixels
{
    /// <summary>Converts premultiplied ARGB; what is larger than the protocol allows is scaled down.</summary>
    /// <param name="argb">One pixel each, 0xAARRGGBB in the low 32 bits.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="hotX">The pixel that points.</param>
    /// <param name="hotY">The pixel that points.</param>
    internal static CursorPicture FromPremultiplied(ReadOnlySpan<ulong> argb, int width, int height, int hotX, int hotY)
    {
        if (argb.IndexOfAnyExcept(0UL) < 0) return new CursorPicture(0, 0, 0, 0, []);
        int side = Math.Max(width, height);
        int scale = (side + Protocol.Caps.CursorSide - 1) / Protocol.Caps.CursorSide;
        int toWidth = Math.Max(1, width / scale), toHeight = Math.Max(1, height / scale);
        var rgba = new byte[toWidth * toHeight * 4];
        for (int y = 0; y < toHeight; y++)
        {
            for (int x = 0; x < toWidth; x++)
                Write(argb[y * scale * width + x * scale], rgba.AsSpan((y * toWidth + x) * 4));
        }

        return new CursorPicture(toWidth, toHeight, Math.Min(hotX / scale, toWidth), Math.Min(hotY / scale, toHeight), rgba);
    }

    private static void Write(ulong pixel, Span<byte> to)
    {
        uint alpha = (uint)(pixel >> 24) & 0xFF;
        if (alpha == 0) return;
        to[0] = Straight((uint)(pixel >> 16) & 0xFF, alpha);
        to[1] = Straight((uint)(pixel >> 8) & 0xFF, alpha);
        to[2] = Straight((uint)pixel & 0xFF, alpha);
        to[3] = (byte)alpha;
    }

    private static byte Straight(uint channel, uint alpha) => (byte)Math.Min(255, (channel * 255 + alpha / 2) / alpha);
}
