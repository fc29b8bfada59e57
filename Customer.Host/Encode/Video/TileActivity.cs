using System.Numerics;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>How often every tile of a screen changed of late, and where. Time goes in steps of <see cref="Step"/>.</summary>
internal sealed class TileActivity
{
    /// <summary>Microseconds of one step: a film of ten frames a second or more changes in each.</summary>
    internal const ulong Step = 100_000;

    /// <summary>How many steps count.</summary>
    internal const int Window = 10;

    /// <summary>
    /// A tile that changed in so many of the last steps moves all the time: half a second is the least that tells a film from a page that was turned,
    /// and each tenth of a second of a film costs more as tiles than half a second of it as video.
    /// </summary>
    internal const int Always = 5;

    /// <summary>A tile that changed in fewer of the last steps rests.</summary>
    internal const int Sometimes = 3;

    /// <summary>How many steps pass, at most, while a capture waits for the network; it speaks for all of them.</summary>
    private const int MostHeldBack = 4;

    private const int Certain = 3;

    // A bit a step, the lowest one for the step that runs.
    private readonly uint[] _steps;
    private readonly sbyte[] _photographic;
    // Where each tile changed in each step, in a ring.
    private readonly PixelRect[] _places;
    private ulong _stepBegan;
    private int _step;

    internal TileActivity(int width, int height)
    {
        Columns = (width + Tile.Side - 1) / Tile.Side;
        Rows = (height + Tile.Side - 1) / Tile.Side;
        _steps = new uint[Columns * Rows];
        _photographic = new sbyte[_steps.Length];
        _places = new PixelRect[_steps.Length * Window];
    }

    internal int Columns { get; }

    internal int Rows { get; }

    /// <summary>Notes what one capture found.</summary>
    /// <param name="now">Microseconds of a clock that never goes back.</param>
    /// <param name="heldBack">Whether the capture waited for the network although there was damage: what changed then changed all the time.</param>
    /// <param name="changes">What changed.</param>
    /// <returns>How many steps have begun since the last time.</returns>
    internal int Note(ulong now, bool heldBack, ReadOnlySpan<TileChange> changes)
    {
        int begun = Advance(now, heldBack ? MostHeldBack : Window);
        uint bits = heldBack ? (1u << Math.Max(begun, 1)) - 1 : 1;
        foreach (TileChange change in changes)
        {
            _steps[change.Tile] |= bits;
            for (int step = 0; step < BitOperations.PopCount(bits); step++)
            {
                ref PixelRect place = ref PlaceOf(change.Tile, step);
                place = place.Union(change.Changed);
            }

            if (change.Content == TileContent.Unknown) continue;
            int vote = change.Content == TileContent.Photographic ? 1 : -1;
            _photographic[change.Tile] = (sbyte)Math.Clamp(_photographic[change.Tile] + vote, -Certain, Certain);
        }

        return begun;
    }

    /// <summary>Whether the tile has changed nearly all the time.</summary>
    internal bool Moves(int tile) => Count(tile) >= Always;

    /// <summary>Whether the tile has changed now and then.</summary>
    internal bool Lives(int tile) => Count(tile) >= Sometimes;

    /// <summary>Whether what the tile showed was mostly photographic.</summary>
    internal bool IsPhotographic(int tile) => _photographic[tile] > 0;

    /// <summary>
    /// Where the tile changes again and again: each edge is where the third of its steps puts it, so that what happened there once does not count.
    /// </summary>
    internal PixelRect Place(int tile)
    {
        Span<int> left = stackalloc int[Window], top = stackalloc int[Window], right = stackalloc int[Window], bottom = stackalloc int[Window];
        int count = 0;
        for (int step = 0; step < Window; step++)
        {
            PixelRect place = PlaceOf(tile, step);
            if (place.IsEmpty) continue;
            (left[count], top[count], right[count], bottom[count]) = (place.X, place.Y, -place.Right, -place.Bottom);
            count++;
        }

        return count == 0 ? default : PixelRect.FromEdges(Third(left[..count]), Third(top[..count]), -Third(right[..count]), -Third(bottom[..count]));
    }

    private static int Third(Span<int> values)
    {
        values.Sort();
        return values[Math.Min(2, values.Length - 1)];
    }

    /// <summary>Where a tile changed so many steps ago.</summary>
    private ref PixelRect PlaceOf(int tile, int ago) => ref _places[tile * Window + (_step - ago + Window) % Window];

    private int Count(int tile) => BitOperations.PopCount(_steps[tile] & ((1u << Window) - 1));

    private int Advance(ulong now, int most)
    {
        if (_stepBegan == 0) _stepBegan = now;
        if (now < _stepBegan + Step) return 0;
        ulong begun = (now - _stepBegan) / Step;
        _stepBegan += begun * Step;
        int shift = (int)Math.Min(begun, (ulong)most);
        foreach (ref uint steps in _steps.AsSpan()) steps <<= shift;
        for (int begin = 0; begin < shift; begin++)
        {
            _step = (_step + 1) % Window;
            for (int tile = 0; tile < _steps.Length; tile++) PlaceOf(tile, 0) = default;
        }

        return shift;
    }
}
