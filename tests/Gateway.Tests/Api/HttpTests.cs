using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RemoteAssist.Gateway.Tests.Peers;

namespace RemoteAssist.Gateway.Tests.Api;

/// <summary>The REST interface: who may what, and what refusals say.</summary>
public sealed class HttpTests(SharedGateway shared)
{
    private readonly GatewayUnderTest _gateway = shared.Gateway;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_tenants_session_answers_as_one_that_does_not_exist()
    {
        (_, string session, _) = await _gateway.StartSession();
        HttpClient other = await _gateway.SignIn(GatewayUnderTest.OtherTenant);
        const string Nobodys = "00000000000000000000000000";
        foreach ((HttpMethod method, string path) in ((HttpMethod, string)[])[(HttpMethod.Get, ""), (HttpMethod.Post, "/tickets"), (HttpMethod.Post, "/leave"), (HttpMethod.Delete, "")])
        {
            (HttpStatusCode Status, string Body) foreign = await Ask(other, method, $"/api/v1/sessions/{session}{path}");
            (HttpStatusCode Status, string Body) missing = await Ask(other, method, $"/api/v1/sessions/{Nobodys}{path}");
            Assert.Equal(missing, foreign);
            Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
            Assert.Contains("session_not_found", foreign.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("12")]
    [InlineData("abcdef")]
    [InlineData("")]
    public async Task Every_PIN_that_does_not_work_answers_alike(string pin) =>
        await Problem(await new HttpClient { BaseAddress = _gateway.Url }.PostAsJsonAsync("/api/v1/join", new { tenant = GatewayUnderTest.Tenant, pin }, Cancel), 404, "pin_not_valid");

    [Fact]
    public async Task A_PIN_of_another_tenant_does_not_work()
    {
        (_, _, string pin) = await _gateway.StartSession();
        await Problem(await new HttpClient { BaseAddress = _gateway.Url }.PostAsJsonAsync("/api/v1/join", new { tenant = GatewayUnderTest.OtherTenant, pin }, Cancel), 404, "pin_not_valid");
    }

    [Fact]
    public async Task A_PIN_may_be_typed_in_groups()
    {
        (_, string session, string pin) = await _gateway.StartSession();
        Assert.Equal(session, (await TestHost.Join(_gateway, $"{pin[..3]} {pin[3..]}")).Session);
    }

    [Fact]
    public async Task A_resume_with_a_wrong_secret_is_refused()
    {
        (_, string session, _) = await _gateway.StartSession();
        using var http = new HttpClient { BaseAddress = _gateway.Url };
        await Problem(await http.PostAsJsonAsync("/api/v1/join/resume", new { tenant = GatewayUnderTest.Tenant, session, resumeSecret = "wrong" }, Cancel), 404, "resume_refused");
    }

    [Theory]
    [InlineData("acme", "ann@acme.example", "wrong")]
    [InlineData("acme", "nobody@acme.example", GatewayUnderTest.Password)]
    [InlineData("globex", "ann@acme.example", GatewayUnderTest.Password)]
    [InlineData("No Tenant!", "ann@acme.example", GatewayUnderTest.Password)]
    public async Task A_sign_in_that_fails_does_not_say_why(string tenant, string email, string password)
    {
        using HttpClient browser = _gateway.Browser();
        await Problem(await browser.PostAsJsonAsync("/api/v1/sign-in", new { tenant, email, password }, Cancel), 401, "sign_in_failed");
    }

    [Fact]
    public async Task Without_a_cookie_the_agents_interface_says_that_nobody_is_signed_in()
    {
        using HttpClient browser = _gateway.Browser();
        await Problem(await browser.GetAsync("/api/v1/me", Cancel), 401, "not_signed_in");
        await Problem(await browser.PostAsync("/api/v1/sessions", null, Cancel), 401, "not_signed_in");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task A_cookie_with_a_foreign_or_absent_Origin_changes_nothing(string? origin)
    {
        HttpClient browser = await _gateway.SignIn();
        browser.DefaultRequestHeaders.Remove("Origin");
        if (origin is not null) browser.DefaultRequestHeaders.Add("Origin", origin);
        await Problem(await browser.PostAsync("/api/v1/sessions", null, Cancel), 403, "origin_not_allowed");
    }

    [Fact]
    public async Task A_sign_in_link_signs_in_and_lands_in_its_session()
    {
        (_, string session, _) = await _gateway.StartSession();
        string secret = (await _gateway.Cluster.GetGrain<Grains.Interfaces.Accounts.IAccountGrain>($"{GatewayUnderTest.Tenant}/{GatewayUnderTest.Email}").IssueLink(TimeSpan.FromHours(1), once: true, Cancel))!;
        var link = new Gateway.Identity.SignInLink(GatewayUnderTest.Tenant, GatewayUnderTest.Email, secret, session);
        using HttpClient browser = _gateway.Browser();
        using HttpResponseMessage landed = await browser.GetAsync($"/link/{link}", Cancel);
        Assert.Equal((HttpStatusCode.Redirect, $"/agent/{session}"), (landed.StatusCode, landed.Headers.Location?.ToString()));
        using HttpResponseMessage me = await browser.GetAsync("/api/v1/me", Cancel);
        Assert.Equal(GatewayUnderTest.Email, (await me.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("email").GetString());
        await Problem(await _gateway.Browser().GetAsync($"/link/{link}", Cancel), 401, "link_not_valid");
    }

    [Theory]
    [InlineData("{", 400, "bad_request")]
    [InlineData("{\"pin\": 12}", 400, "bad_request")]
    [InlineData("{}", 400, "bad_request")]
    public async Task A_body_that_is_not_what_is_expected_is_named(string body, int status, string code)
    {
        using var http = new HttpClient { BaseAddress = _gateway.Url };
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await Problem(await http.PostAsync("/api/v1/join", content, Cancel), status, code);
    }

    [Fact]
    public async Task A_body_over_the_cap_is_refused()
    {
        using var http = new HttpClient { BaseAddress = _gateway.Url };
        using var content = new StringContent($"{{\"pin\": \"{new string('1', 100_000)}\"}}", System.Text.Encoding.UTF8, "application/json");
        await Problem(await http.PostAsync("/api/v1/join", content, Cancel), 413, "body_too_large");
    }

    [Fact]
    public async Task The_interface_describes_itself()
    {
        using HttpClient browser = _gateway.Browser();
        JsonElement document = await browser.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancel);
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/v1/sessions/{id}/tickets", out _));
    }

    [Fact]
    public async Task Every_answer_carries_the_strict_headers()
    {
        using HttpClient browser = _gateway.Browser();
        foreach (string path in (string[])["/agent", "/acme/123456", "/api/v1/me", "/nowhere/at/all"])
        {
            using HttpResponseMessage answer = await browser.GetAsync(path, Cancel);
            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        }
    }

    private static async Task<(HttpStatusCode Status, string Body)> Ask(HttpClient browser, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using HttpResponseMessage answer = await browser.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task Problem(HttpResponseMessage answer, int status, string code)
    {
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((status, code), ((int)answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        answer.Dispose();
    }
}
