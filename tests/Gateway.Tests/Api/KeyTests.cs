using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Grains.Interfaces.Accounts;

namespace RemoteAssist.Gateway.Tests.Api;

/// <summary>Programs with an API key.</summary>
public sealed class KeyTests(SharedGateway shared)
{
    private const string Keys = "/api/v1/tenant/keys";

    private readonly GatewayUnderTest _gateway = shared.Gateway;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_starts_a_session_on_behalf_of_an_agent_whose_link_works_once_and_ends_it()
    {
        (HttpClient program, _) = await Program("sessions");
        using HttpResponseMessage answer = await program.PostAsJsonAsync("/api/v1/sessions", new { agent = GatewayUnderTest.Email }, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        JsonElement session = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        string link = session.GetProperty("agentUrl").GetString()!, id = session.GetProperty("id").GetString()!;
        using HttpClient browser = _gateway.Browser();
        using HttpResponseMessage landed = await browser.GetAsync(link, Cancel);
        Assert.Equal($"/agent/{id}", landed.Headers.Location?.ToString());
        using HttpResponseMessage again = await _gateway.Browser().GetAsync(link, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.Equal("Ann", (await program.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{id}", Cancel)).GetProperty("people")[0].GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await program.DeleteAsync($"/api/v1/sessions/{id}", Cancel)).StatusCode);
        Assert.Equal("ended", (await program.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{id}", Cancel)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_creation_that_is_sent_again_with_its_idempotency_key_creates_nothing_more()
    {
        (HttpClient program, _) = await Program("sessions");
        (HttpClient other, _) = await Program("sessions");
        string first = await Create(program, "order-1"), second = await Create(program, "order-1");
        Assert.Equal(first, second);
        Assert.NotEqual(first, await Create(program, "order-2"));
        Assert.NotEqual(first, await Create(other, "order-1"));

        async Task<string> Create(HttpClient by, string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sessions") { Content = JsonContent.Create(new { agent = GatewayUnderTest.Email }) };
            request.Headers.Add("Idempotency-Key", key);
            using HttpResponseMessage answer = await by.SendAsync(request, Cancel);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
        }
    }

    [Theory]
    [InlineData("reports", "POST", "/api/v1/sessions")]
    [InlineData("sessions", "GET", "/api/v1/reports/sessions")]
    [InlineData("sessions", "GET", "/api/v1/audit")]
    [InlineData("sessions", "GET", "/api/v1/tenant/settings")]
    [InlineData("settings", "GET", Keys)]
    [InlineData("sessions", "POST", "/api/v1/sessions/00000000000000000000000000/tickets")]
    public async Task A_key_does_nothing_beyond_its_scopes(string scope, string method, string path)
    {
        (HttpClient program, _) = await Program(scope);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") request.Content = JsonContent.Create(new { agent = GatewayUnderTest.Email });
        using HttpResponseMessage answer = await program.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Each_scope_opens_what_it_names()
    {
        (HttpClient program, _) = await Program("reports", "audit", "settings");
        foreach (string path in (string[])["/api/v1/reports/sessions", "/api/v1/audit", "/api/v1/tenant/settings"])
            Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(path, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_revoked_key_is_useless_at_once_and_no_list_shows_a_secret()
    {
        (HttpClient program, string id) = await Program("reports");
        using HttpClient admin = await _gateway.SignInAs(AccountRole.Admin);
        string list = await admin.GetStringAsync(Keys, Cancel), secret = program.DefaultRequestHeaders.Authorization!.Parameter!.Split('.')[^1];
        Assert.Contains(id, list, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list + await admin.GetStringAsync("/api/v1/audit?limit=500", Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"{Keys}/{id}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/reports/sessions", Cancel)).StatusCode);
        Assert.DoesNotContain(id, await admin.GetStringAsync(Keys, Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ra_acme.nobodysidea.c2VjcmV0")]
    [InlineData("ra_nobody.id.secret")]
    [InlineData("ra_acme")]
    [InlineData("ra_..")]
    public async Task A_key_that_cannot_be_is_not_signed_in(string key)
    {
        using HttpClient program = Client(key);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/me", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_key_of_one_tenant_is_no_key_of_another()
    {
        (HttpClient program, _) = await Program("reports");
        string key = program.DefaultRequestHeaders.Authorization!.Parameter!.Replace($"ra_{GatewayUnderTest.Tenant}.", $"ra_{GatewayUnderTest.OtherTenant}.", StringComparison.Ordinal);
        using HttpClient forged = Client(key);
        Assert.Equal(HttpStatusCode.Unauthorized, (await forged.GetAsync("/api/v1/reports/sessions", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_key_stops_working_when_its_time_is_over()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start();
        using HttpClient admin = await gateway.SignInAs(AccountRole.Admin);
        using HttpClient program = Client((await Make(admin, "reports")).Key, gateway);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/reports/sessions", Cancel)).StatusCode);
        gateway.Shift(TimeSpan.FromDays(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/reports/sessions", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("""{"name": "x", "scopes": [], "days": 1}""", "'scopes' must be")]
    [InlineData("""{"name": "x", "scopes": ["everything"], "days": 1}""", "'scopes' must be")]
    [InlineData("""{"name": "x", "scopes": ["audit"], "days": 731}""", "'days' must be 1 to 730")]
    [InlineData("""{"name": "", "scopes": ["audit"], "days": 1}""", "'name' must be")]
    public async Task A_key_that_may_not_be_made_is_refused_in_plain_words(string body, string words)
    {
        using HttpClient admin = await _gateway.SignInAs(AccountRole.Admin);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await admin.PostAsync(Keys, content, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("""{"agent": "nobody@acme.example"}""", 404)]
    public async Task A_program_must_name_an_agent_that_there_is(string body, int status)
    {
        (HttpClient program, _) = await Program("sessions");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(status, (int)(await program.PostAsync("/api/v1/sessions", content, Cancel)).StatusCode);
    }

    private async Task<(HttpClient Program, string Id)> Program(params string[] scopes)
    {
        using HttpClient admin = await _gateway.SignInAs(AccountRole.Admin);
        (string key, string id) = await Make(admin, scopes);
        return (Client(key), id);
    }

    private static async Task<(string Key, string Id)> Make(HttpClient admin, params string[] scopes)
    {
        using HttpResponseMessage answer = await admin.PostAsJsonAsync(Keys, new { name = "test", scopes, days = 1 }, Cancel);
        answer.EnsureSuccessStatusCode();
        JsonElement made = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return (made.GetProperty("key").GetString()!, made.GetProperty("id").GetString()!);
    }

    private HttpClient Client(string key, GatewayUnderTest? gateway = null)
    {
        var http = new HttpClient { BaseAddress = (gateway ?? _gateway).Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }
}
