using Microsoft.Extensions.Options;
using RemoteAssist.Gateway.Identity;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Gateway.Api;

internal static class JoinEndpoints
{
    internal static void MapJoin(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder join = routes.MapGroup("/api/v1/join").WithTags("Join");
        join.MapPost("", Join).WithName("join").WithSummary("A customer's device joins with the PIN, or waits to be let in by an agent.")
            .Produces<Joined>().Produces<Knocking>(202).ProducesProblem(404);
        join.MapPost("resume", Resume).RequireRateLimiting(RateLimits.Resume).WithName("resume").WithSummary("The same device comes back without the PIN, or asks whether it has been let in.")
            .Produces<Joined>().Produces<Knocking>(202).ProducesProblem(404).ProducesProblem(410).ProducesProblem(429);
        join.MapGet("{tenant?}", ReadPage).WithName("joinPage").WithSummary("What the join page shows.").Produces<JoinPage>().ProducesProblem(404);
    }

    private static async Task<IResult> Join(JoinRequest request, HttpContext http, PinEntrance entrance, IOptions<GatewayOptions> options, CancellationToken cancellation)
    {
        if (request.Pin is null) return Problems.BadRequest("'pin' is needed: the digits that the agent reads out.");
        string tenant = request.Tenant ?? options.Value.DefaultTenant;
        if (!SessionKey.IsTenant(tenant) || Pins.Normalize(request.Pin) is not { } pin) return Problems.PinNotValid();
        return await entrance.Try(tenant, pin, http.Connection.RemoteIpAddress, cancellation) is var (key, joined) ? Answer(key, joined) : Problems.PinNotValid();
    }

    private static async Task<IResult> Resume(ResumeRequest request, IClusterClient cluster, CancellationToken cancellation)
    {
        if (request.Tenant is null || request.Session is null || request.ResumeSecret is null)
            return Problems.BadRequest("'tenant', 'session' and 'resumeSecret' are all needed.");
        if (!SessionKey.TryParse($"{request.Tenant}/{request.Session}", out SessionKey key) || request.ResumeSecret.Length > 128) return Problems.ResumeRefused();
        HostJoined joined = await cluster.GetGrain<ISessionGrain>(key.ToString()).Resume(request.ResumeSecret, cancellation);
        return joined.Result switch
        {
            SessionResult.Done or SessionResult.Waiting => Answer(key, joined),
            SessionResult.Ended => Problems.SessionEnded(),
            _ => Problems.ResumeRefused(),
        };
    }

    private static async Task<IResult> ReadPage(string? tenant, IClusterClient cluster, IOptions<GatewayOptions> options, CancellationToken cancellation)
    {
        string id = tenant ?? options.Value.DefaultTenant;
        if (!SessionKey.IsTenant(id) || await cluster.GetGrain<ITenantGrain>(id).Read(cancellation) is not { } settings) return Problems.TenantNotFound();
        return Results.Ok(new JoinPage(id, settings.Name, DownloadEndpoints.Offers(options.Value)));
    }

    private static IResult Answer(SessionKey key, HostJoined joined) => joined.Result == SessionResult.Waiting
        ? Results.Json(new Knocking(key.Tenant, joined.TenantName ?? key.Tenant, key.Session, joined.ResumeSecret!, joined.AskedBy ?? "", joined.Code), statusCode: 202)
        : Results.Ok(new Joined(key.Tenant, joined.TenantName ?? key.Tenant, key.Session, joined.Ticket!, joined.ResumeSecret!, joined.AskedBy ?? "", joined.Devices > 1));
}
