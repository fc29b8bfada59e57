using System.Globalization;
using System.Text;
using RemoteAssist.Grains.Interfaces.Reports;

namespace RemoteAssist.Gateway.Api;

/// <summary>Sessions as RFC 4180 has it, written page by page, whatever their number.</summary>
internal sealed class CsvReport(IReportGrain reports, DateTimeOffset? from, DateTimeOffset? until) : IResult
{
    internal const string ContentType = "text/csv; charset=utf-8";

    private static readonly string[] Columns =
    [
        "id", "agent", "startedAt", "endedAt", "endReason", "endedBy", "seconds", "firstSeen", "lastSeen", "reconnects", "address", "os", "osVersion", "people",
    ];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Asked for first, so that a cluster that does not answer is told in clear words and not in the middle of a file.
        SessionPage page = await Ask(null, httpContext.RequestAborted);
        HttpResponse response = httpContext.Response;
        response.ContentType = ContentType;
        response.Headers.ContentDisposition = "attachment; filename=\"sessions.csv\"";
        await response.WriteAsync(Line(Columns), httpContext.RequestAborted);
        while (true)
        {
            var lines = new StringBuilder();
            foreach (ReportedSession session in page.Sessions) lines.Append(Line(Row(session)));
            await response.WriteAsync(lines.ToString(), httpContext.RequestAborted);
            if (page.Next is not { } next) return;
            page = await Ask(next, httpContext.RequestAborted);
        }
    }

    /// <summary>One line. What a spreadsheet would take for a formula begins with an apostrophe: some of it comes from customers.</summary>
    internal static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = $"'{text}";
        return text.AsSpan().ContainsAny(",\"\r\n'") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string[] Row(ReportedSession session) =>
    [
        session.Session,
        session.Agent,
        Time(session.StartedAt),
        Time(session.EndedAt),
        SessionViews.Word(session.EndReason) ?? "",
        session.EndedBy,
        session.EndedAt is { } ended ? (ended - session.StartedAt).TotalSeconds.ToString("0", CultureInfo.InvariantCulture) : "",
        Time(session.FirstSeen),
        Time(session.LastSeen),
        session.Reconnects.ToString(CultureInfo.InvariantCulture),
        session.Address,
        session.System?.Os ?? "",
        session.System?.OsVersion ?? "",
        string.Join("; ", session.People.Select(person => person.Name)),
    ];

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private Task<SessionPage> Ask(SessionMark? after, CancellationToken cancellation) =>
        reports.Sessions(new SessionQuestion(from, until, after, JoinedOnly: true, Most: SessionPage.Most), cancellation);
}
