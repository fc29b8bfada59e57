using RemoteAssist.Gateway.Sockets;

namespace RemoteAssist.Gateway.Tests;

/// <summary>A setting that is not allowed stops the start, and the message names key, value and range.</summary>
public sealed class OptionsTests
{
    [Theory]
    [InlineData("ftp://help.example")]
    [InlineData("https://help.example/path")]
    [InlineData("help.example")]
    public void A_public_URL_with_a_path_or_another_scheme_is_refused(string url) =>
        Assert.Contains($"Gateway:PublicUrl is '{url}'", Failures(new GatewayOptions { PublicUrl = url }), StringComparison.Ordinal);

    [Fact]
    public void An_Origin_with_a_path_is_refused() =>
        Assert.Contains("Gateway:Origins has 'https://desk.example/'", Failures(new GatewayOptions { Origins = ["https://desk.example/"] }), StringComparison.Ordinal);

    [Fact]
    public void The_defaults_are_allowed()
    {
        Assert.True(new GatewayOptionsValidation().Validate(null, new GatewayOptions()).Succeeded);
        Assert.True(new SocketOptionsValidation().Validate(null, new SocketOptions()).Succeeded);
    }

    [Fact]
    public void A_silence_shorter_than_the_pings_is_refused() =>
        Assert.Contains(
            "Sockets:SilenceTimeout is 00:00:03; it must be 00:00:06 to 00:05:00.",
            new SocketOptionsValidation().Validate(null, new SocketOptions { SilenceTimeout = TimeSpan.FromSeconds(3) }).FailureMessage,
            StringComparison.Ordinal);

    private static string Failures(GatewayOptions options) => new GatewayOptionsValidation().Validate(null, options).FailureMessage ?? "";
}
