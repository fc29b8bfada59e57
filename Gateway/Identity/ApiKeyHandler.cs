using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using RemoteAssist.Gateway.Api;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Keys;

namespace RemoteAssist.Gateway.Identity;

/// <summary>
/// Knows programs by their API key, shown as a bearer token (RFC 6750, section 2.1): <c>ra_{tenant}.{id}.{secret}</c>. Asked at each
/// request, so that a revoked key is useless at once.
/// </summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IClusterClient cluster)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    internal const string SchemeName = "ApiKey";

    private const string Bearer = "Bearer ", Prefix = "ra_";

    private const int Longest = 200;

    /// <summary>Whether a request shows what may be an API key.</summary>
    internal static bool IsShown(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer + Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text of a key, to be shown once.</summary>
    internal static string Write(string tenant, string id, string secret) => $"{Prefix}{tenant}.{id}.{secret}";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsShown(Request)) return AuthenticateResult.NoResult();
        string shown = Request.Headers.Authorization.ToString()[(Bearer.Length + Prefix.Length)..].Trim();
        if (shown.Length > Longest || shown.Split('.') is not [var tenant, var id, var secret] || !SessionKey.IsTenant(tenant)) return AuthenticateResult.Fail("no key");
        if (await cluster.GetGrain<IKeyRingGrain>(tenant).Check(id, secret, Context.RequestAborted) is not { } key) return AuthenticateResult.Fail("wrong key");
        return AuthenticateResult.Success(new AuthenticationTicket(SignedIn.Claims(tenant, key), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Problems.NotSignedIn().ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.NotAllowed("This key has not the scope for that.").ExecuteAsync(Context);
}
