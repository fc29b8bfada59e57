using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RemoteAssist.Gateway.Tests.Peers;

namespace RemoteAssist.Gateway.Tests.Identity;

/// <summary>What somebody who tries PINs learns, and what customers meet while others try.</summary>
public sealed class PinEntranceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_locked_address_hears_of_a_PIN_that_works_what_it_hears_of_a_wrong_one()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start("--Pins:AttemptsPerAddress=2");
        (_, _, string pin) = await gateway.StartSession();
        string wrong = await Refusal(gateway, Other(pin));
        Assert.Equal(wrong, await Refusal(gateway, Other(pin)));
        Assert.Equal(wrong, await Refusal(gateway, pin));
        gateway.Shift(TimeSpan.FromMinutes(30));
        Assert.Equal(HttpStatusCode.OK, (await Join(gateway, pin)).StatusCode);
    }

    [Fact]
    public async Task While_many_PINs_are_tried_in_a_tenant_a_customer_gets_in_once_the_agent_says_so()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start("--Pins:AttemptsPerTenant=4");
        (HttpClient agent, string session, string pin) = await gateway.StartSession();
        for (int i = 0; i < 3; i++) await Refusal(gateway, Other(pin));
        using HttpResponseMessage answer = await Join(gateway, pin);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        JsonElement knock = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.False(knock.TryGetProperty("ticket", out _));
        int code = knock.GetProperty("code").GetInt32();
        Assert.Equal(HttpStatusCode.Accepted, (await Resume(gateway, knock)).StatusCode);

        await using (TestViewer page = await TestViewer.Watch(gateway, agent, session))
        {
            await page.Hears<Protocol.Control.SessionState>(Protocol.MessageKind.Session, "the agent's page is told who waits", state => state.Knocking is [{ } waits] && waits.Code == code);
            await using TestViewer expert = await TestViewer.WatchOnly(gateway, session);
            Assert.Null((await expert.Hears<Protocol.Control.SessionState>(Protocol.MessageKind.Session, "a viewer's state")).Knocking);
        }

        JsonElement details = await agent.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{session}", Cancel);
        Assert.Equal(code, Assert.Single(details.GetProperty("knocking").EnumerateArray()).GetProperty("code").GetInt32());
        using HttpClient other = await gateway.SignIn(GatewayUnderTest.OtherTenant);
        Assert.Equal(HttpStatusCode.NotFound, (await Decide(other, session, code)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Decide(agent, session, code)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Decide(agent, session, code)).StatusCode);
        using HttpResponseMessage joined = await Resume(gateway, knock);
        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
        Assert.NotEmpty((await joined.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("ticket").GetString()!);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_one_customers_wrong_PINs_do_not_lock_out_another()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start("--Pins:AttemptsPerAddress=1", "--Gateway:TrustedProxies:0=127.0.0.0/8");
        (_, _, string pin) = await gateway.StartSession();
        await Refusal(gateway, Other(pin), "203.0.113.1");
        await Refusal(gateway, pin, "203.0.113.1");
        Assert.Equal(HttpStatusCode.OK, (await Join(gateway, pin, "203.0.113.2")).StatusCode);
    }

    [Fact]
    public async Task Without_a_trusted_proxy_nobody_chooses_their_own_address()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start("--Pins:AttemptsPerAddress=1");
        (_, _, string pin) = await gateway.StartSession();
        await Refusal(gateway, Other(pin), "203.0.113.1");
        await Refusal(gateway, pin, "203.0.113.2");
    }

    private static string Other(string pin) => (pin[0] == '9' ? '0' : '9') + pin[1..];

    private static async Task<HttpResponseMessage> Join(GatewayUnderTest gateway, string pin, string? forwardedFor = null)
    {
        using var http = new HttpClient { BaseAddress = gateway.Url };
        if (forwardedFor is not null) http.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        return await http.PostAsJsonAsync("/api/v1/join", new { tenant = GatewayUnderTest.Tenant, pin }, Cancel);
    }

    private static async Task<string> Refusal(GatewayUnderTest gateway, string pin, string? forwardedFor = null)
    {
        using HttpResponseMessage answer = await Join(gateway, pin, forwardedFor);
        string body = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("pin_not_valid", body, StringComparison.Ordinal);
        return body + string.Join('\n', answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));
    }

    private static async Task<HttpResponseMessage> Resume(GatewayUnderTest gateway, JsonElement knock)
    {
        using var http = new HttpClient { BaseAddress = gateway.Url };
        return await http.PostAsJsonAsync("/api/v1/join/resume", new
        {
            tenant = knock.GetProperty("tenant").GetString(),
            session = knock.GetProperty("session").GetString(),
            resumeSecret = knock.GetProperty("resumeSecret").GetString(),
        }, Cancel);
    }

    private static Task<HttpResponseMessage> Decide(HttpClient agent, string session, int code) =>
        agent.PostAsJsonAsync($"/api/v1/sessions/{session}/knocks/{code}", new { admit = true }, Cancel);
}
