using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Tests.Api;

/// <summary>The admin's settings and the operator's tenants over HTTP.</summary>
public sealed class SettingsTests : IAsyncLifetime
{
    private const string OperatorKey = "0123456789abcdef0123456789abcdef";
    private const string Settings = "/api/v1/tenant/settings";
    private const string Tenants = "/api/v1/operator/tenants";

    private GatewayUnderTest _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await GatewayUnderTest.Start($"--Operator:Key={OperatorKey}");

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task An_admin_changes_some_settings_and_puts_all_back_to_their_defaults()
    {
        using HttpClient admin = await _gateway.SignInAs(AccountRole.Admin);
        using HttpResponseMessage changed = await admin.PatchAsJsonAsync(Settings, new { pinLength = 8, features = new { files = false } }, Cancel);
        JsonElement now = await changed.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((HttpStatusCode.OK, 8, false, true), (changed.StatusCode, now.GetProperty("pinLength").GetInt32(), Feature(now, "files"), Feature(now, "control")));
        Assert.Equal(8, (await _gateway.StartSession()).Pin.Length);
        using HttpResponseMessage reset = await admin.PutAsJsonAsync(Settings, new { waitingMinutes = 10 }, Cancel);
        now = await reset.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal((6, 10, true, "ACME"), (now.GetProperty("pinLength").GetInt32(), now.GetProperty("waitingMinutes").GetInt32(), Feature(now, "files"), now.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("""{"pinLength": 4}""", "'pinLength' is '4'; it must be 6 to 12 digits.")]
    [InlineData("""{"largestFileBytes": 99999999999}""", "'largestFileBytes' is '99999999999'; it must be 1 to 1073741824 bytes.")]
    [InlineData("""{"languages": [null]}""", "'languages' is empty; it must be 1 to 5 of en, fr, de, es, ja")]
    [InlineData("""{"pinLenght": 8}""", "pinLenght")]
    [InlineData("""{"waitingMinutes": -2147483648}""", "'waitingMinutes' is '-2147483648'; it must be 1 to 1440 minutes.")]
    [InlineData("""{"waitingMinutes": 1e99}""", "waitingMinutes")]
    public async Task A_setting_that_is_not_allowed_is_refused_in_plain_words(string body, string words)
    {
        using HttpClient admin = await _gateway.SignInAs(AccountRole.Admin);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await admin.PatchAsync(Settings, content, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_settings_that_somebody_else_has_changed_since_is_refused()
    {
        using HttpClient admin = await _gateway.SignInAs(AccountRole.Admin);
        using HttpResponseMessage read = await admin.GetAsync(Settings, Cancel);
        await admin.PatchAsJsonAsync(Settings, new { pinLength = 7 }, Cancel);
        using var late = new HttpRequestMessage(HttpMethod.Put, Settings) { Content = JsonContent.Create(new { pinLength = 9 }) };
        late.Headers.IfMatch.Add(read.Headers.ETag!);
        using HttpResponseMessage answer = await admin.SendAsync(late, Cancel);
        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
    }

    [Theory]
    [InlineData(AccountRole.Agent)]
    [InlineData(AccountRole.Supervisor)]
    public async Task Only_admins_read_and_change_settings(AccountRole role)
    {
        using HttpClient browser = await _gateway.SignInAs(role);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(Settings, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PatchAsJsonAsync(Settings, new { pinLength = 7 }, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Control_that_the_tenant_turns_off_is_off_in_a_session_that_runs()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        await using TestViewer viewer = await TestViewer.Watch(_gateway, agent, session);
        await viewer.Hears<SessionState>(MessageKind.Session, "control is on", state => state.Rights.Contains(RightNames.Control));
        using HttpClient admin = await _gateway.SignInAs(AccountRole.Admin);
        await admin.PatchAsJsonAsync(Settings, new { features = new { control = false } }, Cancel);
        await viewer.Hears<SessionState>(MessageKind.Session, "control is off", state => state.Version > 1 && state.Rights is [RightNames.See]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Basic " + OperatorKey)]
    public async Task Without_its_key_nobody_is_the_operator(string? authorization)
    {
        using HttpClient admin = await _gateway.SignInAs(AccountRole.Admin);
        if (authorization is not null) admin.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(authorization);
        Assert.Equal(HttpStatusCode.Unauthorized, (await admin.PostAsJsonAsync($"{Tenants}/{GatewayUnderTest.Tenant}/suspend", new { }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await admin.GetAsync($"{Tenants}/{GatewayUnderTest.Tenant}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_suspended_tenant_is_silent_and_comes_back_when_it_is_resumed()
    {
        using HttpClient operators = Operator();
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        await using TestHost host = await TestHost.Share(_gateway, pin);
        Assert.Equal(HttpStatusCode.OK, (await operators.PostAsync($"{Tenants}/{GatewayUnderTest.Tenant}/suspend", null, Cancel)).StatusCode);
        Assert.Equal(CloseCodes.SessionEnded, await host.HearsClose("the session of a suspended tenant ends"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await agent.GetAsync($"/api/v1/sessions/{session}", Cancel)).StatusCode);
        using HttpClient browser = _gateway.Browser();
        object credentials = new { tenant = GatewayUnderTest.Tenant, email = GatewayUnderTest.Email, password = GatewayUnderTest.Password };
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsJsonAsync("/api/v1/sign-in", credentials, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/api/v1/join/{GatewayUnderTest.Tenant}", Cancel)).StatusCode);
        await operators.PostAsync($"{Tenants}/{GatewayUnderTest.Tenant}/resume", null, Cancel);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsJsonAsync("/api/v1/sign-in", credentials, Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_operator_creates_a_tenant_whose_admin_can_sign_in_once_only_and_deletes_it()
    {
        using HttpClient operators = Operator();
        object tenant = new { id = "initech", name = "Initech", admin = new { email = "Bill@initech.example", name = "Bill", password = "correct horse" } };
        Assert.Equal(HttpStatusCode.Created, (await operators.PostAsJsonAsync(Tenants, tenant, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await operators.PostAsJsonAsync(Tenants, tenant, Cancel)).StatusCode);
        using HttpClient browser = _gateway.Browser();
        object credentials = new { tenant = "initech", email = "bill@initech.example", password = "correct horse" };
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsJsonAsync("/api/v1/sign-in", credentials, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await operators.DeleteAsync($"{Tenants}/initech", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await operators.GetAsync($"{Tenants}/initech", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(Settings, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await operators.PostAsJsonAsync(Tenants, tenant, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("""{"id": "No Tenant", "name": "x", "admin": {"email": "a@b", "name": "A", "password": "correct horse"}}""", "'id' must be")]
    [InlineData("""{"id": "x", "name": " ", "admin": {"email": "a@b", "name": "A", "password": "correct horse"}}""", "'name' must be")]
    [InlineData("""{"id": "x", "name": "X"}""", "'admin.email' must be")]
    [InlineData("""{"id": "x", "name": "X", "admin": {"email": "a@b", "name": "A", "password": "short"}}""", "'admin.password' must have 8 to 256")]
    public async Task A_tenant_that_cannot_be_is_refused_in_plain_words(string body, string words)
    {
        using HttpClient operators = Operator();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await operators.PostAsync(Tenants, content, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static bool Feature(JsonElement settings, string name) => settings.GetProperty("features").GetProperty(name).GetBoolean();

    private HttpClient Operator()
    {
        var http = new HttpClient { BaseAddress = _gateway.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OperatorKey);
        return http;
    }
}
