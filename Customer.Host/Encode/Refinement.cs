using System.Numerics;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>Remembers which tiles changed when, and which have blocks that are to be sharpened once they rest.</summary>
internal sealed class Refinement
{
    /// <summary>A tile that did not change for so long is worth its exact pixels.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly BlockMap _blurred;
    private readonly long[] _changedAt;

    /// <summary>Makes it.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="blurred">The blocks that are to be sharpened; changed by others.</param>
    internal Refinement(TimeProvider time, BlockMap blurred)
    {
        _time = time;
        _blurred = blurred;
        _changedAt = new long[blurred.Tiles];
        Array.Fill(_changedAt, time.GetTimestamp());
    }

    /// <summary>What is not to be sharpened now.</summary>
    internal PixelRect Excluded { get; set; }

    /// <summary>A tile has other pixels now.</summary>
    internal void Changed(int tile) => _changedAt[tile] = _time.GetTimestamp();

    /// <summary>For how long a tile has not changed.</summary>
    internal TimeSpan Age(int tile) => _time.GetElapsedTime(_changedAt[tile]);

    /// <summary>How long until the next tile has rested; null when there is none.</summary>
    internal TimeSpan? Due()
    {
        TimeSpan? longest = null;
        for (int tile = 0; tile < _changedAt.Length; tile++)
        {
            if (Blurred(tile) != 0 && Age(tile) is var age && age > (longest ?? TimeSpan.MinValue)) longest = age;
        }

        return longest is not { } rested ? null : rested >= Rest ? TimeSpan.Zero : Rest - rested;
    }

    /// <summary>The rested tile with most to sharpen; -1 when there is none.</summary>
    internal int Next()
    {
        int best = -1, most = 0;
        for (int tile = 0; tile < _changedAt.Length; tile++)
        {
            int blocks = BitOperations.PopCount(Blurred(tile));
            if (blocks > most && Age(tile) >= Rest) (best, most) = (tile, blocks);
        }

        return best;
    }

    private ulong Blurred(int tile) => _blurred[tile] & ~_blurred.Touched(tile, Excluded);
}
