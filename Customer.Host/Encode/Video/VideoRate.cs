using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>How many bits a film may take.</summary>
internal static class VideoRate
{
    /// <summary>Kilobits a second at which 640 × 360 pixels at 30 frames a second look good; what looks good with less takes less.</summary>
    private const int Usual = 800;

    private const double UsualArea = 640 * 360;

    /// <summary>The least a film is given: below, tiles that come late would not be worse.</summary>
    private const int Least = 100;

    /// <summary>Of the way to the gateway, for the rest of the screen must go there too.</summary>
    private const double Share = 0.6;

    /// <summary>Kilobits a second for a region.</summary>
    /// <param name="area">The region's pixels.</param>
    /// <param name="quality">What the agents chose.</param>
    /// <param name="uplink">Bytes a second that the way to the gateway is thought to carry; 0 when nothing is known of it.</param>
    internal static int Kilobits(long area, PictureQuality quality, long uplink)
    {
        // Larger pictures of the same thing have less in each pixel.
        double wanted = Usual * Math.Pow(area / UsualArea, 0.75) * Factor(quality);
        double room = uplink > 0 ? uplink * 8 / 1000.0 * Share : double.MaxValue;
        return (int)Math.Max(Least, Math.Min(wanted, room));
    }

    private static double Factor(PictureQuality quality) => quality switch
    {
        PictureQuality.Sharp => 2,
        PictureQuality.Fast => 0.7,
        PictureQuality.LowData => 0.3,
        _ => 1,
    };
}
