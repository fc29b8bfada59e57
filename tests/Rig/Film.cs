namespace RemoteAssist.Rig;

/// <summary>
/// A film as a camera gives it: it pans and zooms slowly over a landscape of hills, houses and trees, while a few things move on their own. Every
/// frame has a little grain. The same frame is the same each time.
/// </summary>
internal sealed class Film
{
    private const int Side = 1024;

    private readonly uint[] _landscape = new uint[Side * Side];

    public Film()
    {
        float[] ground = Clouds(1), colour = Clouds(2);
        for (int i = 0; i < _landscape.Length; i++)
        {
            float light = 40 + ground[i] * 150, warm = colour[i] * 70 - 35;
            _landscape[i] = Rgb((int)(light + warm), (int)(light + 12), (int)(light - warm));
        }

        for (int i = 0; i < 260; i++) DrawThing(i);
    }

    /// <summary>Draws a frame of the film.</summary>
    /// <param name="number">The frame's number, 30 a second.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <returns>Row by row, 0xRRGGBB.</returns>
    public uint[] Frame(int number, int width, int height)
    {
        float zoom = 1.1f + 0.25f * MathF.Sin(number / 140f);
        float left = 300 + 240 * MathF.Sin(number / 90f), top = 260 + 120 * MathF.Cos(number / 120f);
        var pixels = new uint[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                uint pixel = Sample(left + x * zoom, top + y * zoom);
                for (int thing = 0; thing < 3; thing++)
                {
                    float dx = x - width * (0.5f + 0.35f * MathF.Sin(number / (23f + thing * 9) + thing * 2));
                    float dy = y - height * (0.5f + 0.3f * MathF.Cos(number / (31f + thing * 7) + thing));
                    float size = height * 0.12f;
                    if (dx * dx + dy * dy < size * size) pixel = Sample(700 + dx * 0.9f + thing * 90, 700 + dy * 0.9f);
                }

                pixels[y * width + x] = Grain(pixel, (uint)(x * 73856093 ^ y * 19349663 ^ number * 83492791));
            }
        }

        return pixels;
    }

    private static uint Grain(uint pixel, uint hash)
    {
        hash = (hash ^ hash >> 13) * 0x5bd1e995;
        int grain = (int)(hash >> 24) % 3 - 1;
        return Rgb((int)(pixel >> 16 & 255) + grain, (int)(pixel >> 8 & 255) + grain, (int)(pixel & 255) + grain);
    }

    /// <summary>Noise of all sizes, each half as strong as the one twice as large: 0 to 1.</summary>
    private static float[] Clouds(uint seed)
    {
        var sum = new float[Side * Side];
        float strength = 0.5f;
        for (int cell = 256; cell >= 2; cell /= 2, strength *= 0.55f)
        {
            for (int y = 0; y < Side; y++)
            {
                for (int x = 0; x < Side; x++) sum[y * Side + x] += strength * Smooth(x, y, cell, seed);
            }
        }

        return sum;
    }

    private static float Smooth(int x, int y, int cell, uint seed)
    {
        (int cx, int cy) = (x / cell, y / cell);
        float fx = Ease((float)(x % cell) / cell), fy = Ease((float)(y % cell) / cell);
        float top = Value(cx, cy, cell, seed) * (1 - fx) + Value(cx + 1, cy, cell, seed) * fx;
        float bottom = Value(cx, cy + 1, cell, seed) * (1 - fx) + Value(cx + 1, cy + 1, cell, seed) * fx;
        return top * (1 - fy) + bottom * fy;
    }

    private static float Ease(float t) => t * t * (3 - 2 * t);

    private static float Value(int x, int y, int cell, uint seed)
    {
        uint hash = (uint)(x * 374761393 + y * 668265263 + cell * 2246822519) ^ seed * 3266489917;
        hash = (hash ^ hash >> 15) * 2246822519;
        return ((hash ^ hash >> 13) & 0xFFFF) / 65535f;
    }

    // Things with edges: what a landscape of hills alone would lack.
    private void DrawThing(int number)
    {
        uint hash = (uint)number * 2654435761;
        int x = (int)(hash % Side), y = (int)(hash / 7 % Side), width = 8 + (int)(hash >> 8 & 63), height = 8 + (int)(hash >> 14 & 63);
        bool round = (hash >> 20 & 1) == 0;
        uint colour = Rgb((int)(hash >> 3 & 127) + 60, (int)(hash >> 11 & 127) + 60, (int)(hash >> 17 & 127) + 50);
        for (int dy = -height; dy <= height; dy++)
        {
            for (int dx = -width; dx <= width; dx++)
            {
                if (round && dx * dx * height * height + dy * dy * width * width > width * width * height * height) continue;
                ref uint pixel = ref _landscape[(y + dy & (Side - 1)) * Side + (x + dx & (Side - 1))];
                pixel = Rgb(Mix(colour, pixel, 16), Mix(colour, pixel, 8), Mix(colour, pixel, 0));
            }
        }
    }

    private static int Mix(uint one, uint other, int shift) => (int)(((one >> shift & 255) * 3 + (other >> shift & 255)) / 4);

    private uint Sample(float x, float y)
    {
        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        int right = (int)((x - left) * 64), down = (int)((y - top) * 64);
        uint a = At(left, top), b = At(left + 1, top), c = At(left, top + 1), d = At(left + 1, top + 1), result = 0;
        for (int shift = 0; shift < 24; shift += 8)
        {
            int upper = (int)(a >> shift & 255) * (64 - right) + (int)(b >> shift & 255) * right;
            int lower = (int)(c >> shift & 255) * (64 - right) + (int)(d >> shift & 255) * right;
            result |= (uint)(upper * (64 - down) + lower * down >> 12) << shift;
        }

        return result;
    }

    private uint At(int x, int y) => _landscape[(y & (Side - 1)) * Side + (x & (Side - 1))];

    private static uint Rgb(int red, int green, int blue) => (uint)(Math.Clamp(red, 0, 255) << 16 | Math.Clamp(green, 0, 255) << 8 | Math.Clamp(blue, 0, 255));
}
