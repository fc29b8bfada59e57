using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RemoteAssist.Gateway.Relay;
using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Gateway.Tests.Peers;

/// <summary>A real gateway with the silo embedded, on a free port, with a data directory of its own.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    internal const string Tenant = "acme";
    internal const string OtherTenant = "globex";
    internal const string Email = "ann@acme.example";
    internal const string Password = "correct horse battery staple";

    private readonly string _directory;
    private readonly string[] _settings;
    private readonly ShiftedTime _time;
    private WebApplication _app;

    private GatewayUnderTest(string directory, string[] settings, ShiftedTime time, WebApplication app)
    {
        _directory = directory;
        _settings = settings;
        _time = time;
        _app = app;
        Url = new Uri(app.Urls.First());
    }

    /// <summary>Where it listens, the same after a restart.</summary>
    internal Uri Url { get; }

    internal string Origin => Url.GetLeftPart(UriPartial.Authority);

    internal IClusterClient Cluster => _app.Services.GetRequiredService<IClusterClient>();

    /// <summary>All that can be asked for over HTTP.</summary>
    internal IEnumerable<RouteEndpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    internal SessionRelays Relays => _app.Services.GetRequiredService<SessionRelays>();

    internal static Task<GatewayUnderTest> Start(params string[] settings) => Start(clockwork: true, settings);

    /// <summary>One in which no lease is renewed and nothing is looked after: what happens, happens because somebody was told.</summary>
    internal static Task<GatewayUnderTest> StartWithoutClockwork() => Start(clockwork: false);

    private static async Task<GatewayUnderTest> Start(bool clockwork, params string[] settings)
    {
        string directory = Directory.CreateTempSubdirectory("gateway-tests-").FullName;
        var time = new ShiftedTime();
        WebApplication app = Build(directory, "http://127.0.0.1:0", settings, time, clockwork);
        await app.StartAsync();
        var gateway = new GatewayUnderTest(directory, settings, time, app);
        foreach (string tenant in (string[])[Tenant, OtherTenant])
        {
            await gateway.Cluster.GetGrain<ITenantGrain>(tenant).Create(tenant.ToUpperInvariant());
            string email = Email.Replace(Tenant, tenant, StringComparison.Ordinal);
            await gateway.Cluster.GetGrain<IAccountGrain>($"{tenant}/{email}").Create(new NewAccount("Ann", AccountRole.Agent, Password));
        }

        return gateway;
    }

    /// <summary>Stops it and starts another with the same data at the same address.</summary>
    internal async Task Restart()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = Build(_directory, Url.ToString(), _settings, _time);
        await _app.StartAsync();
    }

    /// <summary>Makes the wall clock go forward by this much.</summary>
    internal void Shift(TimeSpan by) => _time.Shift(by);

    /// <summary>A browser that is signed in.</summary>
    internal async Task<HttpClient> SignIn(string tenant = Tenant)
    {
        HttpClient browser = Browser();
        using HttpResponseMessage answer = await browser.PostAsJsonAsync("/api/v1/sign-in", new { tenant, email = Email.Replace(Tenant, tenant, StringComparison.Ordinal), password = Password });
        answer.EnsureSuccessStatusCode();
        return browser;
    }

    /// <summary>A browser signed in to an account of this role, which is made when there is none.</summary>
    internal async Task<HttpClient> SignInAs(AccountRole role, string tenant = Tenant)
    {
        string email = $"{role}@{tenant}.example".ToLowerInvariant();
        await Cluster.GetGrain<IAccountGrain>($"{tenant}/{email}").Create(new NewAccount(role.ToString(), role, Password));
        HttpClient browser = Browser();
        using HttpResponseMessage answer = await browser.PostAsJsonAsync("/api/v1/sign-in", new { tenant, email, password = Password });
        answer.EnsureSuccessStatusCode();
        return browser;
    }

    /// <summary>A client with cookies that sends the gateway's own Origin and follows no redirect.</summary>
    internal HttpClient Browser()
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }, disposeHandler: true) { BaseAddress = Url };
        browser.DefaultRequestHeaders.Add("Origin", Origin);
        return browser;
    }

    /// <summary>An agent who is signed in, and the session that they started.</summary>
    internal async Task<(HttpClient Agent, string Session, string Pin)> StartSession()
    {
        HttpClient agent = await SignIn();
        using HttpResponseMessage answer = await agent.PostAsync("/api/v1/sessions", null);
        answer.EnsureSuccessStatusCode();
        JsonElement session = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (agent, session.GetProperty("id").GetString()!, session.GetProperty("pin").GetString()!);
    }

    internal ISessionGrain Session(string id, string tenant = Tenant) => Cluster.GetGrain<ISessionGrain>(new SessionKey(tenant, id).ToString());

    public async ValueTask DisposeAsync()
    {
        // Connections take leave of their sessions, which needs a cluster that is still there.
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static WebApplication Build(string directory, string url, string[] settings, ShiftedTime time, bool clockwork = true) => GatewayApplication.Build(
        ["--urls", url, $"--Storage:Directory={directory}", $"--Gateway:DefaultTenant={Tenant}", "--Gateway:SignInsPerMinute=1000", "--Pins:AttemptsPerAddress=10000", "--Pins:AttemptsPerTenant=10000", .. settings],
        builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Error);
            builder.Services.AddSingleton<TimeProvider>(time);
            if (!clockwork) builder.Services.Remove(builder.Services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.DeclaringType?.DeclaringType == typeof(SocketEndpoints)));
        });
}
