using RemoteAssist.Customer.Host.Start;

namespace RemoteAssist.Customer.Host.Tests.Start;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("http://host:5080/demo/482913")]
    [InlineData("host:5080/demo/482913")]
    [InlineData("http://host:5080/demo/482913/")]
    public void The_customers_address_alone_is_enough(string url)
    {
        HostOptions options = Parse(null, url);
        Assert.Equal(("http://host:5080/", "demo", "482913"), (options.Server.AbsoluteUri, options.Tenant, options.Pin));
    }

    [Fact]
    public void Server_tenant_and_pin_can_be_given_one_by_one()
    {
        HostOptions options = Parse(null, "--pin", "482 913", "--server=https://help.example", "--tenant", "acme", "--grant", "see,control", "--display", ":1");
        Assert.Equal(("https://help.example/", "acme", "482913", ":1"), (options.Server.AbsoluteUri, options.Tenant, options.Pin, options.Display));
        Assert.Equal("see control", string.Join(" ", options.Grant ?? []));
    }

    [Fact]
    public void What_the_download_carries_is_used_and_what_is_typed_goes_first()
    {
        var trailer = new Invitation(new Uri("https://help.example"), "acme", "111111");
        Assert.Equal(("https://help.example/", "acme", "111111"), Shown(Parse(trailer)));
        Assert.Equal(("https://help.example/", "acme", "222222"), Shown(Parse(trailer, "--pin", "222222")));
        Assert.Equal(("http://other/", "demo", "333333"), Shown(Parse(trailer, "http://other/demo/333333")));
    }

    [Theory]
    [InlineData("6 to 12 digits", "--pin", "12345")]
    [InlineData("6 to 12 digits", "--pin", "48291a")]
    [InlineData("Which session?")]
    [InlineData("needs a value", "--pin")]
    [InlineData("'fly' is no right", "--pin", "482913", "--grant", "see,fly")]
    [InlineData("is no server's address", "ftp://host/demo/482913")]
    [InlineData("is no server's address", "http://host/a/b/c")]
    [InlineData("--log-level takes", "--pin", "482913", "--log-level", "loud")]
    [InlineData("is not known", "--frob")]
    public void Wrong_arguments_are_refused_in_clear_words(string words, params string[] arguments)
    {
        ParsedArguments parsed = Arguments.Parse(arguments, null, "1");
        Assert.Null(parsed.Options);
        Assert.Contains(words, parsed.Problem);
    }

    [Fact]
    public void Options_do_not_print_the_pin() => Assert.DoesNotContain("482913", Parse(null, "http://host/demo/482913").ToString());

    private static (string, string?, string) Shown(HostOptions options) => (options.Server.AbsoluteUri, options.Tenant, options.Pin);

    private static HostOptions Parse(Invitation? trailer, params string[] arguments)
    {
        ParsedArguments parsed = Arguments.Parse(arguments, trailer, "1");
        Assert.NotNull(parsed.Options);
        return parsed.Options;
    }
}
