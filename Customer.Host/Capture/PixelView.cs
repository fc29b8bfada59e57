namespace RemoteAssist.Customer.Host.Capture;

/// <summary>Pixels that somebody else owns, valid until the next grab: 32 bits each, 0x??RRGGBB, the high byte undefined.</summary>
/// <param name="Origin">The first pixel.</param>
/// <param name="Stride">Pixels from one row to the next.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal readonly unsafe record struct PixelView(nint Origin, int Stride, int Width, int Height)
{
    internal ReadOnlySpan<uint> Row(int y) => new((uint*)Origin + (long)y * Stride, Width);
}
