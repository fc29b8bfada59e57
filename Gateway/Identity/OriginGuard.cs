using Microsoft.AspNetCore.Authentication.Cookies;
using RemoteAssist.Gateway.Api;

namespace RemoteAssist.Gateway.Identity;

/// <summary>
/// Refuses requests that change something and that a page of somebody else's could have made: those with a foreign Origin, and those with
/// a cookie and no Origin at all. Browsers send an Origin with every unsafe request (Fetch standard, section 3.2).
/// </summary>
internal sealed class OriginGuard(RequestDelegate next, Origins origins)
{
    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return next(context);
        bool named = request.Headers.TryGetValue("Origin", out var origin);
        bool refused = named ? !origins.Allows(request, origin.ToString()) : context.User.Identity is { IsAuthenticated: true, AuthenticationType: CookieAuthenticationDefaults.AuthenticationScheme };
        return refused ? Problems.OriginNotAllowed(origins.Own(request)).ExecuteAsync(context) : next(context);
    }
}
