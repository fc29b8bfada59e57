using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Grains.Interfaces.Keys;

namespace RemoteAssist.Gateway.Identity;

/// <summary>Who asks: somebody with a cookie, or a program with an API key.</summary>
/// <param name="Tenant">The tenant's id: the only tenant that they can reach.</param>
/// <param name="Email">The e-mail address, in lower case; of a program <c>key:{id}</c>.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Role">What the account may do; of a program: nothing beyond its scopes.</param>
/// <param name="Scopes">What the program may do; null for people.</param>
internal sealed record SignedIn(string Tenant, string Email, string Name, AccountRole Role, KeyScopes? Scopes = null)
{
    private const string TenantClaim = "tenant", ScopesClaim = "scopes";

    /// <summary>Whether a person with the role asks, or a program with the scope.</summary>
    internal bool May(AccountRole role, KeyScopes scope) => Scopes is { } scopes ? scopes.HasFlag(scope) : Role >= role;

    /// <summary>Reads the claims, or null when nobody is known.</summary>
    internal static SignedIn? From(ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated != true || user.FindFirstValue(TenantClaim) is not { } tenant || user.FindFirstValue(ClaimTypes.Name) is not { } name) return null;
        if (user.FindFirstValue(ClaimTypes.Email) is not { } email || !Enum.TryParse(user.FindFirstValue(ClaimTypes.Role), out AccountRole role)) return null;
        if (user.FindFirstValue(ScopesClaim) is not { } words) return new SignedIn(tenant, email, name, role);
        return Enum.TryParse(words, out KeyScopes scopes) ? new SignedIn(tenant, email, name, role, scopes) : null;
    }

    /// <summary>The claims to put into a cookie.</summary>
    internal static ClaimsPrincipal Claims(Account account) => new(new ClaimsIdentity(
        Claims(account.Tenant, account.Email, account.Name, account.Role), CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>The claims of a program.</summary>
    internal static ClaimsPrincipal Claims(string tenant, ApiKey key) => new(new ClaimsIdentity(
        [.. Claims(tenant, $"key:{key.Id}", key.Name, AccountRole.Agent), new Claim(ScopesClaim, key.Scopes.ToString())], ApiKeyHandler.SchemeName));

    private static Claim[] Claims(string tenant, string email, string name, AccountRole role) =>
        [new(TenantClaim, tenant), new(ClaimTypes.Email, email), new(ClaimTypes.Name, name), new(ClaimTypes.Role, role.ToString())];
}
