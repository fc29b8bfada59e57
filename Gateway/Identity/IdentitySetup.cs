using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Npgsql;
using RemoteAssist.Gateway.Api;
using RemoteAssist.Silo.Configuration;

namespace RemoteAssist.Gateway.Identity;

internal static class IdentitySetup
{
    internal const string CookieName = "remoteassist";

    /// <summary>People by their cookie, programs by their key.</summary>
    private const string AnyScheme = "Any";

    private const string ApplicationName = "RemoteAssist";

    /// <summary>How long a cookie works after its last use.</summary>
    internal static readonly TimeSpan CookieLifetime = TimeSpan.FromHours(12);

    internal static void AddGatewayIdentity(this WebApplicationBuilder builder, ClusterSettings cluster)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton<Origins>();
        services.AddSingleton<PinEntrance>();
        // First: what starts with the authentication reads the key ring already.
        AddKeyRing(builder, cluster);
        services.AddAuthentication(AnyScheme).AddPolicyScheme(AnyScheme, displayName: null, any =>
        {
            any.ForwardDefaultSelector = context => ApiKeyHandler.IsShown(context.Request) ? ApiKeyHandler.SchemeName : CookieAuthenticationDefaults.AuthenticationScheme;
            any.ForwardSignIn = any.ForwardSignOut = CookieAuthenticationDefaults.AuthenticationScheme;
        }).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, configureOptions: null).AddCookie(cookie =>
        {
            cookie.Cookie.Name = CookieName;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = CookieLifetime;
            cookie.SlidingExpiration = true;
            cookie.Events.OnRedirectToLogin = context => Problems.NotSignedIn().ExecuteAsync(context.HttpContext);
            cookie.Events.OnRedirectToAccessDenied = context => Problems.NotAllowed("Your role does not allow this.").ExecuteAsync(context.HttpContext);
        });
        services.AddAccess();
        services.AddRateLimits();
    }

    private static void AddKeyRing(WebApplicationBuilder builder, ClusterSettings cluster)
    {
        if (cluster.Provider == ClusterProvider.PostgreSql)
        {
            builder.Services.AddSingleton(_ => new PostgreSqlKeyRing(NpgsqlDataSource.Create(cluster.ConnectionString)));
            builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services =>
                new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = services.GetRequiredService<PostgreSqlKeyRing>()));
            builder.Services.AddHostedService<KeyRingStart>();
            builder.Services.AddDataProtection().SetApplicationName(ApplicationName);
            return;
        }

        string directory = Path.Join(StorageSettings.Read(builder.Configuration).Directory, "keys");
        DirectoryInfo keys = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(directory)
            : Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        builder.Services.AddDataProtection().SetApplicationName(ApplicationName).PersistKeysToFileSystem(keys);
    }
}
