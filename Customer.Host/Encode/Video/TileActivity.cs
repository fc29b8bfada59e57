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

    /// <summary>A tile that changed in so many of the last steps moves all the time.</summary>
    internal const int Always = 7;

    /// <summary>A tile that changed in fewer of the last steps rests.</summary>
    internal const int Sometimes = 3;

    /// <summary>How many steps pass, at most, while a capture waits for the network; it speaks for all of them.</summary>
    private const int MostHeldBack = 4;

    private const int Certain = 3;

    // A bit a step, the lowest one for the step that runs.
    private readonly uint[] _steps;
    private readonly sbyte[] _photographic;
    private readonly PixelRect[] _places, _olderPlaces;
    private ulong _stepBegan;
    private int _stepsOfPlaces;

    internal TileActivity(int width, int height)
    {
        Columns = (width + Tile.Side - 1) / Tile.Side;
        Rows = (height + Tile.Side - 1) / Tile.Side;
        _steps = new uint[Columns * Rows];
        _photographic = new sbyte[_steps.Length];
        _places = new PixelRect[_steps.Length];
        _olderPlaces = new PixelRect[_steps.Length];
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
            _places[change.Tile] = _places[change.Tile].Union(change.Changed);
            if (change.Content == TileContent.Unknown) continue;
            int step = change.Content == TileContent.Photographic ? 1 : -1;
            _photographic[change.Tile] = (sbyte)Math.Clamp(_photographic[change.Tile] + step, -Certain, Certain);
        }

        return begun;
    }

    /// <summary>Whether the tile has changed nearly all the time.</summary>
    internal bool Moves(int tile) => Count(tile) >= Always;

    /// <summary>Whether the tile has changed now and then.</summary>
    internal bool Lives(int tile) => Count(tile) >= Sometimes;

    /// <summary>Whether what the tile showed was mostly photographic.</summary>
    internal bool IsPhotographic(int tile) => _photographic[tile] > 0;

    /// <summary>The smallest rectangle that holds what changed in the tile in the last one to two windows.</summary>
    internal PixelRect Place(int tile) => _places[tile].Union(_olderPlaces[tile]);

    private int Count(int tile) => BitOperations.PopCount(_steps[tile] & ((1u << Window) - 1));

    private int Advance(ulong now, int most)
    {
        if (_stepBegan == 0) _stepBegan = now;
        if (now < _stepBegan + Step) return 0;
        ulong begun = (now - _stepBegan) / Step;
        _stepBegan += begun * Step;
        int shift = (int)Math.Min(begun, (ulong)most);
        foreach (ref uint steps in _steps.AsSpan()) steps <<= shift;
        _stepsOfPlaces += shift;
        if (_stepsOfPlaces >= Window)
        {
            _places.CopyTo(_olderPlaces, 0);
            Array.Clear(_places);
            _stepsOfPlaces = 0;
        }

        return shift;
    }
}
