using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using RemoteAssist.Gateway.Api;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Gateway.Identity;

/// <summary>
/// Before every endpoint that asks who calls: whoever is known in a tenant that is suspended or gone is so no longer, and what is done for
/// the others is done in their tenant's name, so that silos refuse whatever belongs to another.
/// </summary>
internal sealed class TenantGate(RequestDelegate next, IClusterClient cluster)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // A customer may join another contact center with the browser in which an agent is signed in.
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null && SignedIn.From(context.User) is { } me)
        {
            if (await cluster.GetGrain<ITenantGrain>(me.Tenant).Read(context.RequestAborted) is null)
            {
                await context.SignOutAsync();
                await Problems.NotSignedIn().ExecuteAsync(context);
                return;
            }

            TenantContext.Enter(me.Tenant);
        }

        await next(context);
    }
}
