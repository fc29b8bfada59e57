using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>How near a decoded picture is to the real one.</summary>
internal static class Quality
{
    /// <summary>Stands for equal pictures, whose PSNR is infinite.</summary>
    public const double Exact = 99;

    /// <summary>Peak signal-to-noise ratio over red, green and blue, in dB, at most <see cref="Exact"/>.</summary>
    public static double Psnr(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other, int width, PixelRect area)
    {
        double sum = 0;
        for (int y = area.Y; y < area.Bottom; y++) sum += RowError(one.Slice(y * width + area.X, area.Width), other.Slice(y * width + area.X, area.Width));
        return sum == 0 ? Exact : Math.Min(Exact, 10 * Math.Log10(255.0 * 255.0 * 3 * area.Area / sum));
    }

    /// <summary>The share of pixels that are equal, 0 to 1.</summary>
    public static double ExactShare(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other)
    {
        int equal = 0;
        for (int i = 0; i < one.Length; i++)
        {
            if (one[i] == other[i]) equal++;
        }

        return (double)equal / one.Length;
    }

    private static long RowError(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other)
    {
        long sum = 0;
        for (int x = 0; x < one.Length; x++)
        {
            (uint a, uint b) = (one[x], other[x]);
            if (a == b) continue;
            int red = (int)(a >> 16 & 0xFF) - (int)(b >> 16 & 0xFF), green = (int)(a >> 8 & 0xFF) - (int)(b >> 8 & 0xFF), blue = (int)(a & 0xFF) - (int)(b & 0xFF);
            sum += red * red + green * green + blue * blue;
        }

        return sum;
    }
}
