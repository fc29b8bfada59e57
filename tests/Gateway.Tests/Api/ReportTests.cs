using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RemoteAssist.Gateway.Api;
using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Grains.Interfaces.Accounts;

namespace RemoteAssist.Gateway.Tests.Api;

/// <summary>What admins and supervisors can read of what was.</summary>
public sealed class ReportTests(SharedGateway shared)
{
    private readonly GatewayUnderTest _gateway = shared.Gateway;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_ended_is_in_the_log_and_in_the_report_of_its_tenant_alone()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using (TestHost host = await TestHost.Share(_gateway, pin)) await agent.DeleteAsync($"/api/v1/sessions/{session}", Cancel);
        using HttpClient admin = await _gateway.SignInAs(AccountRole.Admin);
        JsonElement log = await admin.GetFromJsonAsync<JsonElement>("/api/v1/audit?limit=500", Cancel);
        Assert.Contains(log.GetProperty("rows").EnumerateArray(), row => Text(row, "subject") == session && Text(row, "action") == "session.ended" && Text(row, "hash")!.Length == 64);
        JsonElement report = await admin.GetFromJsonAsync<JsonElement>("/api/v1/reports/sessions?limit=500", Cancel);
        JsonElement line = Assert.Single(report.GetProperty("sessions").EnumerateArray(), row => Text(row, "id") == session);
        Assert.Equal("agent_left", Text(line, "endReason"));
        Assert.Contains(session, await admin.GetStringAsync("/api/v1/reports/sessions.csv", Cancel), StringComparison.Ordinal);

        using HttpClient other = await _gateway.SignInAs(AccountRole.Admin, GatewayUnderTest.OtherTenant);
        foreach (string path in (string[])["audit", "reports/sessions", "reports/sessions?live=true", "reports/sessions.csv"])
            Assert.DoesNotContain(session, await other.GetStringAsync($"/api/v1/{path}", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_the_report_follow_each_other()
    {
        using HttpClient admin = await _gateway.SignInAs(AccountRole.Admin);
        List<string> started = [];
        for (int i = 0; i < 3; i++) started.Insert(0, (await _gateway.StartSession()).Session);
        List<string> read = [];
        string path = "/api/v1/reports/sessions?live=true&limit=1";
        string? next = "";
        while (read.Count < 3 && next is not null)
        {
            JsonElement page = await admin.GetFromJsonAsync<JsonElement>(next.Length == 0 ? path : $"{path}&after={next}", Cancel);
            read.AddRange(page.GetProperty("sessions").EnumerateArray().Select(row => Text(row, "id")!));
            next = Text(page, "next");
        }

        Assert.Superset(started.ToHashSet(), read.Concat(started).ToHashSet());
        Assert.Equal(read.Distinct(), read);
    }

    [Theory]
    [InlineData("/api/v1/audit", AccountRole.Agent)]
    [InlineData("/api/v1/audit", AccountRole.Supervisor)]
    [InlineData("/api/v1/reports/sessions", AccountRole.Agent)]
    [InlineData("/api/v1/reports/sessions.csv", AccountRole.Agent)]
    public async Task Who_has_not_the_role_reads_nothing(string path, AccountRole role)
    {
        using HttpClient browser = await _gateway.SignInAs(role);
        using HttpResponseMessage answer = await browser.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("audit?limit=0")]
    [InlineData("audit?limit=501")]
    [InlineData("audit?before=x")]
    [InlineData("reports/sessions?after=x")]
    [InlineData("reports/sessions?after=99999999999999999999.A")]
    [InlineData("reports/sessions?from=yesterday")]
    public async Task A_value_that_cannot_be_is_refused(string path)
    {
        using HttpClient admin = await _gateway.SignInAs(AccountRole.Admin);
        using HttpResponseMessage answer = await admin.GetAsync($"/api/v1/{path}", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")", "\"'=HYPERLINK(\"\"http://evil.example\"\")\"\r\n")]
    [InlineData("@SUM(1)", "\"'@SUM(1)\"\r\n")]
    [InlineData("a,b", "\"a,b\"\r\n")]
    [InlineData("plain", "plain\r\n")]
    public void What_a_spreadsheet_would_run_is_text(string cell, string line) => Assert.Equal(line, CsvReport.Line([cell]));

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
