using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>
/// Merges rectangles of a kind that come row by row: neighbours in a row, then rows of the same width. What cannot grow any more stays until it is
/// taken.
/// </summary>
internal sealed class RectangleRuns
{
    private const int Most = 128;

    private readonly (PixelRect Area, uint Kind)[] _done = new (PixelRect, uint)[Most];
    private PixelRect _run;
    private uint _kind;
    private int _count;

    /// <summary>Whether no more may be added before what is there was taken.</summary>
    internal bool IsFull => _count >= Most - 1;

    /// <summary>The most pixels of a rectangle's side.</summary>
    internal int MostSide { get; set; } = int.MaxValue;

    /// <summary>The most pixels of a rectangle.</summary>
    internal int MostArea { get; set; } = int.MaxValue;

    /// <summary>Adds a rectangle.</summary>
    internal void Add(PixelRect area, uint kind)
    {
        if (kind == _kind && !_run.IsEmpty && _run.Right == area.X && _run.Y == area.Y && _run.Height == area.Height && Fits(_run.Union(area)))
        {
            _run = _run.Union(area);
            return;
        }

        EndRun();
        (_run, _kind) = (area, kind);
    }

    /// <summary>Takes all rectangles, until the next <see cref="Add"/>.</summary>
    internal ReadOnlySpan<(PixelRect Area, uint Kind)> Take()
    {
        EndRun();
        int count = _count;
        _count = 0;
        return _done.AsSpan(0, count);
    }

    /// <summary>Drops everything.</summary>
    internal void Clear() => (_run, _count) = (default, 0);

    private bool Fits(PixelRect area) => area.Width <= MostSide && area.Height <= MostSide && area.Area <= MostArea;

    private void EndRun()
    {
        if (_run.IsEmpty) return;
        for (int i = _count - 1; i >= 0; i--)
        {
            ref (PixelRect Area, uint Kind) above = ref _done[i];
            if (above.Kind != _kind || above.Area.X != _run.X || above.Area.Width != _run.Width || above.Area.Bottom != _run.Y || !Fits(above.Area.Union(_run))) continue;
            above.Area = above.Area.Union(_run);
            _run = default;
            return;
        }

        _done[_count++] = (_run, _kind);
        _run = default;
    }
}
