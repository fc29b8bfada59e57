using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>What a quality that an agent chose means, on a connection as it is.</summary>
/// <param name="Photographs">JPEG quality of photographs while things move, 1 to 100.</param>
/// <param name="ExactPhotographs">Whether photographs that rest are sharpened to their exact pixels; else they stop at <see cref="ScreenEncoder.HighQuality"/>.</param>
/// <param name="Interval">The least time between two pictures.</param>
internal readonly record struct QualitySettings(int Photographs, bool ExactPhotographs, TimeSpan Interval)
{
    /// <summary>From this quality on hardly anybody sees a difference: such photographs may stay.</summary>
    internal const int Good = 75;

    private const int Slow = 64 * 1024, Fair = 512 * 1024;

    /// <summary>Automatic on a fast connection.</summary>
    internal static readonly QualitySettings Default = new(Good, false, CaptureInterval);

    private static TimeSpan CaptureInterval => Capture.CapturePace.Interval;

    /// <summary>Chooses.</summary>
    /// <param name="quality">What the agent wants.</param>
    /// <param name="bytesPerSecond">What the connection carries.</param>
    internal static QualitySettings For(PictureQuality quality, long bytesPerSecond) => quality switch
    {
        PictureQuality.Sharp => new QualitySettings(90, true, CaptureInterval),
        PictureQuality.Fast => new QualitySettings(50, false, CaptureInterval),
        // Ten pictures a second are enough to follow what happens.
        PictureQuality.LowData => new QualitySettings(40, false, TimeSpan.FromMilliseconds(100)),
        _ => Default with { Photographs = bytesPerSecond < Slow ? 45 : bytesPerSecond < Fair ? 60 : Good },
    };
}
