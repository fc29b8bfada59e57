namespace RemoteAssist.Customer.Host.Capture;

/// <summary>A rectangle in pixels.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">0 or less: empty.</param>
/// <param name="Height">0 or less: empty.</param>
internal readonly record struct PixelRect(int X, int Y, int Width, int Height)
{
    internal int Right => X + Width;

    internal int Bottom => Y + Height;

    internal bool IsEmpty => Width <= 0 || Height <= 0;

    internal long Area => IsEmpty ? 0 : (long)Width * Height;

    internal static PixelRect FromEdges(int left, int top, int right, int bottom) => new(left, top, right - left, bottom - top);

    internal PixelRect Intersect(PixelRect other) =>
        FromEdges(Math.Max(X, other.X), Math.Max(Y, other.Y), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));

    internal PixelRect Union(PixelRect other) =>
        IsEmpty ? other
        : other.IsEmpty ? this
        : FromEdges(Math.Min(X, other.X), Math.Min(Y, other.Y), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    internal bool Contains(PixelRect other) => other.X >= X && other.Y >= Y && other.Right <= Right && other.Bottom <= Bottom;

    internal bool Contains(int x, int y) => x >= X && y >= Y && x < Right && y < Bottom;

    internal PixelRect Offset(int x, int y) => new(X + x, Y + y, Width, Height);
}
