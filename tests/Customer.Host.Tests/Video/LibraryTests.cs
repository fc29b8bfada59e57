using RemoteAssist.Customer.Host.Encode.Video;

namespace RemoteAssist.Customer.Host.Tests.Video;

public sealed class LibraryTests
{
    [Fact]
    public void The_library_of_this_system_is_known() => Assert.NotNull(VpxLibrary.TryLoad(VpxReleases.FileNames, out _));

    [Fact]
    public void A_system_without_the_library_is_told_in_a_sentence()
    {
        Assert.Null(VpxLibrary.TryLoad(["libvpx.so.0"], out string? problem));
        Assert.Equal("libvpx is not installed", problem);
    }

    [Fact]
    public void Another_library_of_that_name_is_refused()
    {
        Assert.Null(VpxLibrary.TryLoad(["libX11.so.6"], out string? problem));
        Assert.Equal("libX11.so.6 is not libvpx", problem);
    }

    // VPX_ENCODER_ABI_VERSION of the releases' own headers.
    [Theory]
    [InlineData(0x010802, 23)]
    [InlineData(0x010a00, 24)]
    [InlineData(0x010b00, 25)]
    [InlineData(0x010c00, 25)]
    [InlineData(0x010d01, 30)]
    [InlineData(0x010e00, 34)]
    [InlineData(0x010f00, 36)]
    [InlineData(0x010f02, 37)]
    [InlineData(0x011000, 39)]
    public void Every_release_that_a_distribution_ships_is_known_by_its_interface(int version, int abi) => Assert.Equal(abi, VpxReleases.EncoderAbi(version));

    [Theory]
    [InlineData(0x010700)]
    [InlineData(0x011100)]
    [InlineData(0x020000)]
    [InlineData(0)]
    public void A_release_whose_structures_nobody_has_checked_is_not_used(int version) => Assert.Equal(0, VpxReleases.EncoderAbi(version));
}
