using Microsoft.Extensions.Options;
using RemoteAssist.Gateway.Api;
using RemoteAssist.Gateway.Demo;
using RemoteAssist.Gateway.Identity;
using RemoteAssist.Gateway.Relay;
using RemoteAssist.Gateway.Sockets;
using RemoteAssist.Silo.Configuration;
using RemoteAssist.Silo.Health;

namespace RemoteAssist.Gateway;

/// <summary>Puts the gateway together from its configuration (docs/architecture.md, "Configuration").</summary>
public static class GatewayApplication
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>The gateway, ready to run.</summary>
    /// <param name="args">Configuration from the command line, such as <c>--urls http://localhost:5080</c>.</param>
    /// <param name="configure">Changes the composition before it is built; for tests.</param>
    /// <returns>The application; whoever calls disposes it.</returns>
    /// <exception cref="OptionsValidationException">When it is started: a configured value is not allowed.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(GatewayApplication).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultUrl);
        AddServices(builder);
        configure?.Invoke(builder);
        WebApplication app = builder.Build();
        Route(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidation>();
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SocketOptions>, SocketOptionsValidation>();
        services.AddOptions<SocketOptions>().BindConfiguration(SocketOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OperatorOptions>, OperatorOptionsValidation>();
        services.AddOptions<OperatorOptions>().BindConfiguration(OperatorOptions.Section).ValidateOnStart();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        });
        ErrorHandling.AddTo(services);
        services.AddOpenApi("v1");
        ClusterSettings cluster = ClusterSettings.Read(builder.Configuration);
        builder.AddCluster(cluster);
        builder.AddGatewayIdentity(cluster);
        services.AddRelays();
        services.AddSockets();
        DemoSeed.AddTo(builder);
    }

    private static void Route(WebApplication app)
    {
        app.UseTrustedProxies(app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.TrustedProxies);
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages(ErrorHandling.ForStatus);
        app.UsePageFiles();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<OriginGuard>();
        app.UseRateLimiter();
        app.UseMiddleware<TenantGate>();
        app.UseAuthorization();
        // Keep-alive is the protocol's own Ping, which measures too.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapRemoteAssistHealth();
        app.MapAccounts();
        app.MapSessions();
        app.MapSettings();
        app.MapKeys();
        app.MapReports();
        app.MapOperator();
        app.MapJoin();
        app.MapDownloads();
        app.MapSocketEndpoints();
        app.MapPages();
    }
}
