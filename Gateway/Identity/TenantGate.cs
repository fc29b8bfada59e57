using Microsoft.AspNetCore.Authentication;
using RemoteAssist.Gateway.Api;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Gateway.Identity;

/// <summary>Whoever is signed in to a tenant that is suspended or gone is so no longer.</summary>
internal sealed class TenantGate(RequestDelegate next, IClusterClient cluster)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not null && SignedIn.From(context.User) is { } me
            && await cluster.GetGrain<ITenantGrain>(me.Tenant).Read(context.RequestAborted) is null)
        {
            await context.SignOutAsync();
            await Problems.NotSignedIn().ExecuteAsync(context);
            return;
        }

        await next(context);
    }
}
