using RemoteAssist.Gateway.Identity;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Api;

/// <summary>A contact center to create, with its first admin.</summary>
/// <param name="Id">1 to 40 of a-z, 0-9 and -.</param>
/// <param name="Name">The name, shown to customers.</param>
/// <param name="Admin">The first account.</param>
public sealed record NewTenant(string? Id, string? Name, NewTenantAdmin? Admin);

/// <summary>The first account of a contact center.</summary>
/// <param name="Email">The e-mail address.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Password">8 to 256 characters.</param>
public sealed record NewTenantAdmin(string? Email, string? Name, string? Password)
{
    /// <summary>Without the password: records print themselves into logs.</summary>
    public override string ToString() => Email ?? "";
}

/// <summary>How a contact center stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Suspended">Whether it is suspended.</param>
/// <param name="LiveSessions">Sessions that have not ended.</param>
public sealed record TenantView(string Id, string Name, bool Suspended, int LiveSessions);

/// <summary>What the operator does with contact centers.</summary>
internal static class OperatorEndpoints
{
    private const int ShortestPassword = 8;

    internal static void MapOperator(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder tenants = routes.MapGroup("/api/v1/operator/tenants").RequireRateLimiting(RateLimits.SignIn).AddEndpointFilter<OperatorKey>().WithTags("Operator").ProducesProblem(401);
        tenants.MapPost("", Create).WithName("createTenant").WithSummary("Creates a contact center with its first admin.").Produces<TenantView>(201).ProducesProblem(400).ProducesProblem(409);
        tenants.MapGet("{id}", Read).WithName("readTenant").WithSummary("How a contact center stands.").Produces<TenantView>().ProducesProblem(404);
        tenants.MapPost("{id}/suspend", (string id, IClusterClient cluster, CancellationToken cancellation) => Suspend(id, true, cluster, cancellation))
            .WithName("suspendTenant").WithSummary("Ends its sessions and lets nobody in.").Produces<TenantView>().ProducesProblem(404);
        tenants.MapPost("{id}/resume", (string id, IClusterClient cluster, CancellationToken cancellation) => Suspend(id, false, cluster, cancellation))
            .WithName("resumeTenant").WithSummary("Lets it go on.").Produces<TenantView>().ProducesProblem(404);
        tenants.MapDelete("{id}", Delete).WithName("deleteTenant").WithSummary("Deletes it for good, with its records; its id is never used again.").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> Create(NewTenant tenant, IClusterClient cluster, CancellationToken cancellation)
    {
        if (!SessionKey.IsTenant(tenant.Id)) return Problems.BadRequest($"'id' must be 1 to {SessionKey.LongestTenant} of a-z, 0-9 and -.");
        if (!IsName(tenant.Name)) return Problems.BadRequest($"'name' must be 1 to {Caps.Name} characters without control characters.");
        if (tenant.Admin is not { } admin || AccountKey.For(tenant.Id, admin.Email) is not { } key || !admin.Email!.Contains('@', StringComparison.Ordinal))
            return Problems.BadRequest("'admin.email' must be an e-mail address.");
        if (!IsName(admin.Name)) return Problems.BadRequest($"'admin.name' must be 1 to {Caps.Name} characters without control characters.");
        if (admin.Password is not { Length: >= ShortestPassword and <= AccountKey.LongestPassword })
            return Problems.BadRequest($"'admin.password' must have {ShortestPassword} to {AccountKey.LongestPassword} characters.");
        ITenantGrain grain = cluster.GetGrain<ITenantGrain>(tenant.Id!);
        if (!await grain.Create(tenant.Name!, cancellation)) return Problems.TenantExists();
        await cluster.GetGrain<IAccountGrain>(key).Create(new NewAccount(admin.Name!, AccountRole.Admin, admin.Password), cancellation);
        return Results.Created($"/api/v1/operator/tenants/{tenant.Id}", View(tenant.Id!, (await grain.Status(cancellation))!));
    }

    private static async Task<IResult> Read(string id, IClusterClient cluster, CancellationToken cancellation) =>
        SessionKey.IsTenant(id) && await cluster.GetGrain<ITenantGrain>(id).Status(cancellation) is { } status ? Results.Ok(View(id, status)) : Problems.TenantNotFound();

    private static async Task<IResult> Suspend(string id, bool suspended, IClusterClient cluster, CancellationToken cancellation) =>
        SessionKey.IsTenant(id) && await cluster.GetGrain<ITenantGrain>(id).Suspend(suspended, cancellation) is { } status ? Results.Ok(View(id, status)) : Problems.TenantNotFound();

    private static async Task<IResult> Delete(string id, IClusterClient cluster, CancellationToken cancellation) =>
        SessionKey.IsTenant(id) && await cluster.GetGrain<ITenantGrain>(id).Delete(cancellation) ? Results.NoContent() : Problems.TenantNotFound();

    private static TenantView View(string id, TenantStatus status) => new(id, status.Name, status.Suspended, status.LiveSessions);

    private static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && name.Length <= Caps.Name && !name.Any(char.IsControl);
}
