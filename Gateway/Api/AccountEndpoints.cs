using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using RemoteAssist.Gateway.Identity;
using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Gateway.Api;

internal static class AccountEndpoints
{
    internal static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/sign-in", SignIn).RequireRateLimiting(RateLimits.SignIn).WithName("signIn").WithTags("Accounts")
            .WithSummary("Signs an agent in and sets the cookie.").Produces<Me>().ProducesProblem(401).ProducesProblem(429);
        routes.MapPost("/api/v1/sign-out", (Delegate)SignOut).WithName("signOut").WithTags("Accounts").WithSummary("Removes the cookie.").Produces(204);
        routes.MapGet("/api/v1/me", ReadMe).RequireAuthorization().WithName("me").WithTags("Accounts")
            .WithSummary("Who is signed in.").Produces<Me>().ProducesProblem(401);
        routes.MapGet("/link/{token}", Redeem).RequireRateLimiting(RateLimits.SignIn).ExcludeFromDescription();
    }

    private static async Task<IResult> SignIn(SignInRequest request, HttpContext http, IClusterClient cluster, CancellationToken cancellation)
    {
        if (request.Tenant is null || request.Email is null || request.Password is null) return Problems.BadRequest("'tenant', 'email' and 'password' are all needed.");
        if (request.Password.Length > AccountKey.LongestPassword || AccountKey.For(request.Tenant, request.Email) is not { } key) return Problems.SignInFailed();
        Account? account = await cluster.GetGrain<IAccountGrain>(key).SignIn(request.Password, cancellation);
        if (account is null || await IsShut(account, cluster, cancellation)) return Problems.SignInFailed();
        await http.SignInAsync(SignedIn.Claims(account));
        return Results.Ok(View(account.Tenant, account.Email, account.Name, account.Role));
    }

    private static async Task<NoContent> SignOut(HttpContext http)
    {
        await http.SignOutAsync();
        return TypedResults.NoContent();
    }

    private static IResult ReadMe(HttpContext http) =>
        SignedIn.From(http.User) is { } me ? Results.Ok(me.Scopes is null ? View(me.Tenant, me.Email, me.Name, me.Role) : new Me(me.Tenant, me.Email, me.Name, "program")) : Problems.NotSignedIn();

    private static async Task<IResult> Redeem(string token, HttpContext http, IClusterClient cluster, CancellationToken cancellation)
    {
        Account? account = SignInLink.TryParse(token, out SignInLink link) && AccountKey.For(link.Tenant, link.Email) is { } key
            ? await cluster.GetGrain<IAccountGrain>(key).RedeemLink(link.Secret, cancellation)
            : null;
        http.Response.Headers.CacheControl = "no-store";
        if (account is not null && !await IsShut(account, cluster, cancellation))
        {
            await http.SignInAsync(SignedIn.Claims(account));
            return Results.Redirect(link.Session is null ? "/agent" : $"/agent/{link.Session}");
        }

        // A person is shown the page where the password works; a program is told what was wrong.
        bool page = http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        return page ? Results.Redirect("/agent?problem=link_not_valid") : Problems.LinkNotValid();
    }

    private static async Task<bool> IsShut(Account account, IClusterClient cluster, CancellationToken cancellation) =>
        await cluster.GetGrain<ITenantGrain>(account.Tenant).Read(cancellation) is null;

    private static Me View(string tenant, string email, string name, AccountRole role) => new(tenant, email, name, role switch
    {
        AccountRole.Admin => "admin",
        AccountRole.Supervisor => "supervisor",
        _ => "agent",
    });
}
