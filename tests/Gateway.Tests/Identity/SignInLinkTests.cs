using CsCheck;
using RemoteAssist.Gateway.Identity;

namespace RemoteAssist.Gateway.Tests.Identity;

/// <summary>The token of a sign-in link.</summary>
public sealed class SignInLinkTests
{
    [Theory]
    [InlineData("acme", "ann@acme.example", "c2VjcmV0", null)]
    [InlineData("acme", "ünï@acme.example", "c2VjcmV0", "00000000000000000000000000")]
    public void A_token_reads_back_as_it_was_written(string tenant, string email, string secret, string? session)
    {
        var link = new SignInLink(tenant, email, secret, session);
        Assert.True(SignInLink.TryParse(link.ToString(), out SignInLink read));
        Assert.Equal(link, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("acme")]
    [InlineData("acme.YQ")]
    [InlineData("acme.YQ.")]
    [InlineData("acme..secret")]
    [InlineData("acme.%%%.secret")]
    [InlineData("ACME.YQ.secret")]
    [InlineData("acme.YQ.secret.not/a/session")]
    [InlineData("acme.YQ.secret.session.more")]
    public void Another_form_is_no_token(string? token) => Assert.False(SignInLink.TryParse(token, out _));

    [Fact]
    public void Any_text_is_refused_or_reads_back_as_it_was_written() => Gen.String.Sample(text =>
        !SignInLink.TryParse($"acme.{text}.secret", out SignInLink link) || (SignInLink.TryParse(link.ToString(), out SignInLink again) && again == link));
}
