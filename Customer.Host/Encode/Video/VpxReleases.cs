namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>
/// The releases of libvpx that are known to work. Its structures grow from release to release; the parts that are used here, up to
/// <c>kf_max_dist</c> of the configuration and <c>fb_priv</c> of the image, and the numbers of the controls, are the same in all of these
/// (compared header by header from 1.8.0 to 1.16.0).
/// </summary>
internal static class VpxReleases
{
    /// <summary>The library's files, the newest first. Debian 12 and Ubuntu 22.04 have 7, Debian 13 and Ubuntu 24.04 have 9.</summary>
    internal static readonly string[] FileNames = ["libvpx.so.12", "libvpx.so.11", "libvpx.so.9", "libvpx.so.8", "libvpx.so.7", "libvpx.so.6"];

    /// <summary>The release's <c>VPX_ENCODER_ABI_VERSION</c>, which the library compares with its own.</summary>
    /// <param name="version">What <c>vpx_codec_version</c> returned: major, minor and patch, a byte each.</param>
    /// <returns>0 for a release that is not known.</returns>
    internal static int EncoderAbi(int version) => (version >> 16, version >> 8 & 0xFF, version & 0xFF) switch
    {
        (1, 8 or 9, _) => 23,
        (1, 10, _) => 24,
        (1, 11 or 12, _) => 25,
        (1, 13, _) => 30,
        (1, 14, _) => 34,
        (1, 15, 0) => 36,
        (1, 15, _) => 37,
        (1, 16, _) => 39,
        _ => 0,
    };

    /// <summary>For people: 1.12.0.</summary>
    internal static string Describe(int version) => $"{version >> 16}.{version >> 8 & 0xFF}.{version & 0xFF}";
}
