using System.Globalization;
using RemoteAssist.Gateway.Identity;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Interfaces.Reports;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Gateway.Api;

/// <summary>What was done, and what sessions left behind. The tenant is always the asker's own.</summary>
internal static class ReportEndpoints
{
    internal static void MapReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/audit", ReadAudit).RequireAuthorization(Access.Audit).WithName("readAudit").WithTags("Audit")
            .WithSummary("The audit log, the newest row first.").Produces<AuditLog>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        routes.MapGet("/api/v1/reports/sessions", ReadSessions).RequireAuthorization(Access.Reports).WithName("readSessionReport").WithTags("Reports")
            .WithSummary("What sessions left behind, the newest first.").Produces<SessionReport>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        routes.MapGet("/api/v1/reports/sessions.csv", ReadCsv).RequireAuthorization(Access.Reports).WithName("readSessionReportCsv").WithTags("Reports")
            .WithSummary("The same for a spreadsheet, all pages.").Produces(200, contentType: CsvReport.ContentType).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
    }

    private static async Task<IResult> ReadAudit(HttpContext http, IClusterClient cluster, long? before = null, int limit = 100, CancellationToken cancellation = default)
    {
        if (SignedIn.From(http.User) is not { } me) return Problems.NotSignedIn();
        if (limit is < 1 or > AuditPage.Most) return Problems.BadRequest($"'limit' is {limit}; it must be 1 to {AuditPage.Most}.");
        AuditPage page = await cluster.GetGrain<IAuditGrain>(me.Tenant).Read(before, limit, cancellation);
        return Results.Ok(new AuditLog(
            [.. page.Rows.Select(row => new AuditLogRow(row.Number, row.Entry.At, row.Entry.Actor, row.Entry.Action, row.Entry.Subject, Details(row.Entry), row.Hash))],
            page.More ? page.Rows[^1].Number : null));
    }

    private static async Task<IResult> ReadSessions(
        HttpContext http, IClusterClient cluster, DateTimeOffset? from = null, DateTimeOffset? until = null, string? after = null, bool live = false, int limit = SessionPage.Usual, CancellationToken cancellation = default)
    {
        if (SignedIn.From(http.User) is not { } me) return Problems.NotSignedIn();
        if (limit is < 1 or > SessionPage.Most) return Problems.BadRequest($"'limit' is {limit}; it must be 1 to {SessionPage.Most}.");
        SessionMark? mark = null;
        if (after is not null && !TryReadMark(after, out mark)) return Problems.BadRequest("'after' must be the 'next' of an earlier answer.");
        SessionPage page = await cluster.GetGrain<IReportGrain>(me.Tenant).Sessions(new SessionQuestion(from, until, mark, JoinedOnly: !live, live, limit), cancellation);
        return Results.Ok(new SessionReport([.. page.Sessions.Select(View)], page.Next is { } next ? Write(next) : null));
    }

    private static IResult ReadCsv(HttpContext http, IClusterClient cluster, DateTimeOffset? from = null, DateTimeOffset? until = null) =>
        SignedIn.From(http.User) is { } me ? new CsvReport(cluster.GetGrain<IReportGrain>(me.Tenant), from, until) : Problems.NotSignedIn();

    private static SessionReportRow View(ReportedSession row) => new(
        row.Session,
        row.Agent,
        row.StartedAt,
        row.EndedAt,
        SessionViews.Word(row.EndReason),
        row.EndedBy.Length > 0 ? row.EndedBy : null,
        row.Joined,
        row.FirstSeen,
        row.LastSeen,
        row.Reconnects,
        row.Address,
        row.System is { } system ? new SessionCustomer(system.Os, system.OsVersion, system.UserName, system.MachineName, system.Client) : null,
        [.. row.People.Select(person => new ReportPerson(person.Account, person.Name, person.Role == ParticipantRole.Agent ? "agent" : "viewer"))]);

    // What was edited may name a detail twice: it is shown all the same.
    private static Dictionary<string, string> Details(AuditEntry entry) =>
        entry.Details.GroupBy(detail => detail.Name).ToDictionary(details => details.Key, details => details.Last().Value);

    private static string Write(SessionMark mark) => string.Create(CultureInfo.InvariantCulture, $"{mark.StartedAt.UtcTicks}.{mark.Session}");

    private static bool TryReadMark(string text, out SessionMark? mark)
    {
        mark = null;
        if (text.Split('.') is not [var ticks, var session] || !SessionKey.TryParse($"t/{session}", out _)) return false;
        if (!long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out long at) || at > DateTimeOffset.MaxValue.UtcTicks) return false;
        mark = new SessionMark(new DateTimeOffset(at, TimeSpan.Zero), session);
        return true;
    }
}
