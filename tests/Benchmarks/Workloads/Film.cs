using System.Numerics;

namespace RemoteAssist.Benchmarks.Workloads;

/// <summary>
/// A film of 10 s: a camera that pans and zooms over a landscape in less than whole pixels, before it two things that cross the picture. It ends
/// where it begins, so it can run on.
/// </summary>
internal static class Film
{
    /// <summary>Pixels.</summary>
    public const int Width = 640, Height = 360;

    /// <summary>Frames, at 30 a second.</summary>
    public const int Frames = 300;

    private const int WorldWidth = 1280, WorldHeight = 720;

    /// <summary>All frames, 0x00RRGGBB, row by row.</summary>
    public static uint[][] Make()
    {
        // A film has been compressed before: of the sensor's noise little is left.
        uint[] world = Photograph.Make(11, WorldWidth, WorldHeight, grain: 1);
        var frames = new uint[Frames][];
        Parallel.For(0, Frames, index => frames[index] = Shoot(world, index));
        return frames;
    }

    private static uint[] Shoot(uint[] world, int index)
    {
        float turn = index * MathF.Tau / Frames;
        float zoom = 1.15f + 0.15f * MathF.Sin(turn);
        float left = (WorldWidth - Width * zoom) * (0.5f + 0.48f * MathF.Sin(turn)), top = (WorldHeight - Height * zoom) * (0.5f + 0.4f * MathF.Sin(2 * turn));
        var one = new Vector3(Width * (0.5f + 0.4f * MathF.Cos(2 * turn)), Height * 0.75f, 46);
        var other = new Vector3(Width * (0.5f - 0.4f * MathF.Cos(turn)), Height * (0.45f + 0.2f * MathF.Sin(3 * turn)), 30);
        var frame = new uint[Width * Height];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                Vector3 colour = Sample(world, left + x * zoom, top + y * zoom);
                colour = Ball(colour, x, y, one, new Vector3(200, 60, 50));
                frame[y * Width + x] = Pack(Ball(colour, x, y, other, new Vector3(60, 90, 190)));
            }
        }

        return frame;
    }

    // Shaded, with an edge of a pixel and a half. Its radius is the third number.
    private static Vector3 Ball(Vector3 behind, int x, int y, Vector3 place, Vector3 colour)
    {
        var away = new Vector2(x - place.X, y - place.Y);
        float cover = Math.Clamp((place.Z - away.Length()) / 1.5f, 0, 1);
        if (cover == 0) return behind;
        float light = 1.1f - 0.7f * Vector2.Distance(away, new Vector2(-place.Z, -place.Z) * 0.4f) / (place.Z * 1.6f);
        return Vector3.Lerp(behind, colour * light, cover);
    }

    private static Vector3 Sample(uint[] world, float x, float y)
    {
        int left = Math.Clamp((int)x, 0, WorldWidth - 2), top = Math.Clamp((int)y, 0, WorldHeight - 2);
        int at = top * WorldWidth + left;
        Vector3 above = Vector3.Lerp(Unpack(world[at]), Unpack(world[at + 1]), x - left);
        Vector3 below = Vector3.Lerp(Unpack(world[at + WorldWidth]), Unpack(world[at + WorldWidth + 1]), x - left);
        return Vector3.Lerp(above, below, y - top);
    }

    private static Vector3 Unpack(uint pixel) => new(pixel >> 16 & 0xFF, pixel >> 8 & 0xFF, pixel & 0xFF);

    private static uint Pack(Vector3 colour)
    {
        var channels = Vector3.Clamp(colour + new Vector3(0.5f), Vector3.Zero, new Vector3(255));
        return (uint)channels.X << 16 | (uint)channels.Y << 8 | (uint)channels.Z;
    }
}
