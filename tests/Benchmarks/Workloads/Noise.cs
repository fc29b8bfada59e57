namespace RemoteAssist.Benchmarks.Workloads;

/// <summary>Numbers that look random and are the same in every run.</summary>
internal static class Noise
{
    /// <summary>A number of a point of the grid, 0 to 1.</summary>
    public static float At(int x, int y, int seed)
    {
        uint mixed = (uint)x * 0x9E3779B1u ^ (uint)y * 0x85EBCA77u ^ (uint)seed * 0xC2B2AE3Du;
        mixed = (mixed ^ mixed >> 15) * 0x2C1B3C6Du;
        mixed = (mixed ^ mixed >> 12) * 0x297A2D39u;
        return (mixed ^ mixed >> 15) * (1f / 4294967296f);
    }

    /// <summary>Smooth between the points of the grid, 0 to 1.</summary>
    public static float Smooth(float x, float y, int seed)
    {
        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        float across = Ease(x - left), down = Ease(y - top);
        float above = Mix(At(left, top, seed), At(left + 1, top, seed), across), below = Mix(At(left, top + 1, seed), At(left + 1, top + 1, seed), across);
        return Mix(above, below, down);
    }

    /// <summary>Octaves of smooth noise, each of half the size and half the strength: what clouds, hills and bark have in common. 0 to 1.</summary>
    public static float Fractal(float x, float y, int octaves, int seed)
    {
        float sum = 0, strength = 0.5f, total = 0;
        for (int octave = 0; octave < octaves; octave++)
        {
            sum += Smooth(x, y, seed + octave) * strength;
            total += strength;
            (x, y, strength) = (x * 2, y * 2, strength / 2);
        }

        return sum / total;
    }

    public static float Mix(float one, float other, float share) => one + (other - one) * share;

    private static float Ease(float share) => share * share * (3 - 2 * share);
}
