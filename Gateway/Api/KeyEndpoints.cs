using System.Text.Json.Serialization;
using RemoteAssist.Gateway.Identity;
using RemoteAssist.Grains.Interfaces.Keys;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Api;

/// <summary>An API key to make.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do: <c>sessions</c>, <c>reports</c>, <c>audit</c>, <c>settings</c>.</param>
/// <param name="Days">How long it works, 1 to 730.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record KeyRequest(string? Name, IReadOnlyList<string>? Scopes, int? Days);

/// <summary>An API key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedBy">The account that made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Until">When it stops working.</param>
public sealed record KeyView(string Id, string Name, IReadOnlyList<string> Scopes, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset Until);

/// <summary>An API key that was just made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">What the program sends as <c>Authorization: Bearer</c>. It is shown this once.</param>
/// <param name="Until">When it stops working.</param>
public sealed record KeyMade(string Id, string Key, DateTimeOffset Until)
{
    /// <summary>Without the key: records print themselves into logs.</summary>
    public override string ToString() => Id;
}

/// <summary>The API keys of the asker's contact center.</summary>
internal static class KeyEndpoints
{
    private const int MostDays = 730;

    private static readonly (string Word, KeyScopes Scope)[] Words =
        [("sessions", KeyScopes.Sessions), ("reports", KeyScopes.Reports), ("audit", KeyScopes.Audit), ("settings", KeyScopes.Settings)];

    internal static void MapKeys(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder keys = routes.MapGroup("/api/v1/tenant/keys").RequireAuthorization(Access.Admins).WithTags("API keys").ProducesProblem(401).ProducesProblem(403);
        keys.MapGet("", List).WithName("listKeys").WithSummary("The keys that work, without their secrets.").Produces<IReadOnlyList<KeyView>>();
        keys.MapPost("", Create).WithName("createKey").WithSummary("Makes a key, which is shown once.").Produces<KeyMade>(201).ProducesProblem(400).ProducesProblem(409);
        keys.MapDelete("{key}", Revoke).WithName("revokeKey").WithSummary("Makes a key useless at once.").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> List(HttpContext http, IClusterClient cluster, CancellationToken cancellation) =>
        SignedIn.From(http.User) is { } me
            ? Results.Ok((await Ring(cluster, me).List(cancellation)).Select(key =>
                new KeyView(key.Id, key.Name, [.. Words.Where(word => key.Scopes.HasFlag(word.Scope)).Select(word => word.Word)], key.CreatedBy, key.CreatedAt, key.Until)))
            : Problems.NotSignedIn();

    private static async Task<IResult> Create(KeyRequest request, HttpContext http, IClusterClient cluster, CancellationToken cancellation)
    {
        if (SignedIn.From(http.User) is not { } me) return Problems.NotSignedIn();
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > Caps.Name || request.Name.Any(char.IsControl))
            return Problems.BadRequest($"'name' must be 1 to {Caps.Name} characters without control characters.");
        if (request.Days is not (>= 1 and <= MostDays)) return Problems.BadRequest($"'days' must be 1 to {MostDays}.");
        if (request.Scopes is not { Count: > 0 } scopes || scopes.Any(scope => Words.All(word => word.Word != scope)))
            return Problems.BadRequest($"'scopes' must be at least one of {string.Join(", ", Words.Select(word => word.Word))}.");
        KeyScopes asked = Words.Where(word => scopes.Contains(word.Word)).Aggregate(KeyScopes.None, (all, word) => all | word.Scope);
        CreatedKey? made = await Ring(cluster, me).Create(new NewKey(request.Name, asked, TimeSpan.FromDays(request.Days.Value), me.Email), cancellation);
        return made is null
            ? Problems.TooManyKeys()
            : Results.Created($"/api/v1/tenant/keys/{made.Key.Id}", new KeyMade(made.Key.Id, ApiKeyHandler.Write(me.Tenant, made.Key.Id, made.Secret), made.Key.Until));
    }

    private static async Task<IResult> Revoke(string key, HttpContext http, IClusterClient cluster, CancellationToken cancellation) =>
        SignedIn.From(http.User) is not { } me ? Problems.NotSignedIn() : await Ring(cluster, me).Revoke(key, me.Email, cancellation) ? Results.NoContent() : Problems.KeyNotFound();

    private static IKeyRingGrain Ring(IClusterClient cluster, SignedIn me) => cluster.GetGrain<IKeyRingGrain>(me.Tenant);
}
