using System.Globalization;
using RemoteAssist.Gateway.Identity;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Gateway.Api;

/// <summary>The asker's contact center's settings. Their version is the ETag (RFC 9110, section 8.8.3).</summary>
internal static class SettingsEndpoints
{
    internal static void MapSettings(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder settings = routes.MapGroup("/api/v1/tenant/settings").RequireAuthorization(Access.Settings).WithTags("Settings").ProducesProblem(401).ProducesProblem(403);
        settings.MapGet("", Read).WithName("readSettings").WithSummary("The settings.").Produces<SettingsBody>();
        settings.MapPut("", (SettingsBody body, HttpContext http, IClusterClient cluster, CancellationToken cancellation) => Change(body, whole: true, http, cluster, cancellation))
            .WithName("replaceSettings").WithSummary("Puts other settings in their place; what is missing gets its default.").Produces<SettingsBody>().ProducesProblem(400).ProducesProblem(412);
        settings.MapPatch("", (SettingsBody body, HttpContext http, IClusterClient cluster, CancellationToken cancellation) => Change(body, whole: false, http, cluster, cancellation))
            .WithName("changeSettings").WithSummary("Changes some of them.").Produces<SettingsBody>().ProducesProblem(400).ProducesProblem(412);
    }

    private static async Task<IResult> Read(HttpContext http, IClusterClient cluster, CancellationToken cancellation) =>
        SignedIn.From(http.User) is { } me && await cluster.GetGrain<ITenantGrain>(me.Tenant).ReadVersion(cancellation) is { } now ? Answer(http, now) : Problems.NotSignedIn();

    private static async Task<IResult> Change(SettingsBody body, bool whole, HttpContext http, IClusterClient cluster, CancellationToken cancellation)
    {
        if (SignedIn.From(http.User) is not { } me) return Problems.NotSignedIn();
        ITenantGrain tenant = cluster.GetGrain<ITenantGrain>(me.Tenant);
        if (await tenant.ReadVersion(cancellation) is not { } now) return Problems.NotSignedIn();
        if (!TryReadMatch(http.Request, out long? expected)) return Problems.BadRequest("'If-Match' must be the ETag of an earlier answer, or '*'.");

        // A part is put on what was read: when that has changed since, it would undo somebody else's change.
        TenantSettings wanted = body.On(whole ? new TenantSettings(now.Settings.Name) : now.Settings);
        SettingsChange change = await tenant.Change(new ChangeSettings(wanted, whole ? expected : expected ?? now.Version, me.Email), cancellation);
        return change.Result switch
        {
            SettingsResult.Done => Answer(http, change.Now!),
            SettingsResult.NotAllowed => Problems.BadRequest(string.Join(' ', change.Faults!)),
            SettingsResult.Outdated => Problems.SettingsChanged(),
            _ => Problems.NotSignedIn(),
        };
    }

    private static IResult Answer(HttpContext http, VersionedSettings settings)
    {
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{settings.Version}\"");
        return Results.Ok(SettingsBody.From(settings.Settings));
    }

    private static bool TryReadMatch(HttpRequest request, out long? expected)
    {
        expected = null;
        string match = request.Headers.IfMatch.ToString();
        if (match is "" or "*") return true;
        if (match is not ['"', .. var number, '"'] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long version)) return false;
        expected = version;
        return true;
    }
}
