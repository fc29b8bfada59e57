using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using RemoteAssist.Grains.Interfaces.Accounts;

namespace RemoteAssist.Gateway.Identity;

/// <summary>Who a cookie belongs to.</summary>
/// <param name="Tenant">The tenant's id: the only tenant that this person can reach.</param>
/// <param name="Email">The e-mail address, in lower case.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Role">What the account may do.</param>
internal sealed record SignedIn(string Tenant, string Email, string Name, AccountRole Role)
{
    private const string TenantClaim = "tenant";

    /// <summary>Reads the claims of a signed-in agent, or null.</summary>
    internal static SignedIn? From(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true
        && user.FindFirstValue(TenantClaim) is { } tenant
        && user.FindFirstValue(ClaimTypes.Email) is { } email
        && user.FindFirstValue(ClaimTypes.Name) is { } name
        && Enum.TryParse(user.FindFirstValue(ClaimTypes.Role), out AccountRole role)
            ? new SignedIn(tenant, email, name, role)
            : null;

    /// <summary>The claims to put into a cookie.</summary>
    internal static ClaimsPrincipal Claims(Account account) => new(new ClaimsIdentity(
        [
            new Claim(TenantClaim, account.Tenant),
            new Claim(ClaimTypes.Email, account.Email),
            new Claim(ClaimTypes.Name, account.Name),
            new Claim(ClaimTypes.Role, account.Role.ToString()),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));
}
