namespace RemoteAssist.Customer.Host.Capture;

/// <summary>
/// What changed since the last picture, as a few rectangles. It never grows: every rectangle costs one request to the system, so near ones are
/// merged, at the price of some pixels that did not change (the comparison drops those again).
/// </summary>
internal sealed class DamageRegion
{
    /// <summary>A grab costs about as much as the transfer of this many pixels (measured: 13 µs for one of 64 × 64, 0.27 ms for 1080p).</summary>
    private const long GrabCost = 64 * 1024;

    private const int Capacity = 8;

    private readonly PixelRect[] _rectangles = new PixelRect[Capacity + 1];
    private int _count;

    internal bool IsEmpty => _count == 0;

    internal ReadOnlySpan<PixelRect> Rectangles => _rectangles.AsSpan(0, _count);

    internal void Clear() => _count = 0;

    /// <summary>Adds a rectangle.</summary>
    internal void Add(PixelRect added)
    {
        if (added.IsEmpty) return;
        // A merged rectangle may come near others in turn, so the search starts again with it.
        for (int i = 0; i < _count;)
        {
            if (Waste(_rectangles[i], added) <= GrabCost)
            {
                added = added.Union(_rectangles[i]);
                _rectangles[i] = _rectangles[--_count];
                i = 0;
            }
            else
            {
                i++;
            }
        }

        _rectangles[_count++] = added;
        if (_count > Capacity) MergeNearest();
    }

    /// <summary>Pixels of the union that neither rectangle has asked for.</summary>
    private static long Waste(PixelRect one, PixelRect other) =>
        one.Union(other).Area - one.Area - other.Area + one.Intersect(other).Area;

    private void MergeNearest()
    {
        (int first, int second, long least) = (0, 1, long.MaxValue);
        for (int i = 0; i < _count; i++)
        {
            for (int j = i + 1; j < _count; j++)
            {
                long waste = Waste(_rectangles[i], _rectangles[j]);
                if (waste >= least) continue;
                (first, second, least) = (i, j, waste);
            }
        }

        PixelRect merged = _rectangles[first].Union(_rectangles[second]);
        _rectangles[second] = _rectangles[--_count];
        _rectangles[first] = merged;
    }
}
