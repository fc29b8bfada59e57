using System.Numerics;

namespace RemoteAssist.Benchmarks.Workloads;

/// <summary>
/// Pictures with what makes a photograph hard for an encoder and a screenshot not: smooth gradients, structure of every size, haze, soft and
/// hard edges, and a sensor's noise. Landscapes, made up from noise; a seed gives always the same one.
/// </summary>
internal static class Photograph
{
    private const int Ridges = 4;

    /// <summary>Makes one.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="grain">The sensor's noise, in steps of a channel of 256.</param>
    /// <returns>0x00RRGGBB, row by row.</returns>
    public static uint[] Make(int seed, int width, int height, float grain = 5)
    {
        var pixels = new uint[width * height];
        float hue = Noise.At(seed, 1, 77), sunX = Noise.At(seed, 2, 77), horizon = 0.35f + 0.2f * Noise.At(seed, 3, 77);
        var zenith = Vector3.Lerp(new Vector3(40, 90, 190), new Vector3(70, 50, 120), hue);
        var glow = Vector3.Lerp(new Vector3(250, 225, 190), new Vector3(255, 160, 100), hue);
        var soil = Vector3.Lerp(new Vector3(60, 90, 40), new Vector3(120, 85, 50), Noise.At(seed, 4, 77));
        Parallel.For(0, height, y =>
        {
            for (int x = 0; x < width; x++)
            {
                float across = (float)x / height, down = (float)y / height;
                Vector3 colour = Sky(across, down, sunX * width / height, zenith, glow, seed);
                for (int ridge = 0; ridge < Ridges; ridge++)
                {
                    float top = horizon + ridge * 0.13f - 0.28f * (Noise.Fractal(across * (1.2f + ridge), ridge * 9.1f, 6, seed + ridge) - 0.35f);
                    if (down < top) break;
                    float haze = 1 - (ridge + 1f) / Ridges;
                    colour = Vector3.Lerp(Ground(across, down, ridge, down - top, soil, seed), Vector3.Lerp(zenith, glow, 0.6f), haze * 0.75f);
                }

                float noise = (Noise.At(x, y, seed + 500) + Noise.At(x, y, seed + 501) - 1) * grain;
                pixels[y * width + x] = Pack(colour + new Vector3(noise));
            }
        });
        return pixels;
    }

    private static Vector3 Sky(float across, float down, float sunX, Vector3 zenith, Vector3 glow, int seed)
    {
        Vector3 sky = Vector3.Lerp(zenith, glow, Math.Clamp(down * 1.8f, 0, 1));
        float cloud = Math.Clamp((Noise.Fractal(across * 2.5f, down * 6, 6, seed + 40) - 0.5f) * 4, 0, 1);
        sky = Vector3.Lerp(sky, new Vector3(235, 235, 240), cloud * 0.8f);
        float away = Vector2.Distance(new Vector2(across, down), new Vector2(sunX, 0.22f));
        return Vector3.Lerp(sky, new Vector3(255, 250, 225), Math.Clamp(MathF.Exp(-away * 9) * 1.4f, 0, 1));
    }

    private static Vector3 Ground(float across, float down, int ridge, float depth, Vector3 soil, int seed)
    {
        float size = 10 + ridge * 14;
        float texture = Noise.Fractal(across * size, down * size * 1.7f, 5, seed + 60 + ridge);
        // The nearest is grass: fine strokes, higher than wide.
        if (ridge == Ridges - 1) texture = 0.5f * texture + 0.5f * Noise.Fractal(across * 160, down * 40, 3, seed + 90);
        float light = 0.45f + 0.9f * texture - Math.Clamp(depth, 0, 0.3f);
        var green = new Vector3(70, 110, 45);
        return Vector3.Lerp(soil, green, Noise.Fractal(across * 4, down * 8, 3, seed + 70)) * light * 1.5f;
    }

    private static uint Pack(Vector3 colour)
    {
        var channels = Vector3.Clamp(colour, Vector3.Zero, new Vector3(255));
        return (uint)channels.X << 16 | (uint)channels.Y << 8 | (uint)channels.Z;
    }
}
