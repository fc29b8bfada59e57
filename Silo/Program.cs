using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using RemoteAssist.Silo.Commands;
using RemoteAssist.Silo.Health;
using RemoteAssist.Silo.Hosting;
using RemoteAssist.Silo.Telemetry;

if (args is ["audit", "verify", .. string[] settings])
{
    IConfiguration configuration = new ConfigurationBuilder().AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().AddCommandLine(settings).Build();
    return await AuditCommand.Verify(configuration, Console.Out, Console.Error, CancellationToken.None);
}

try
{
    WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

    // Defaults, which every other source of configuration overrides. A silo serves nothing but its health: any free port will do, so that
    // several can run beside each other.
    builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Orleans"] = "Warning",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        },
    });
    builder.AddRemoteAssistTelemetry("remoteassist-silo");
    builder.AddRemoteAssistSilo();
    await using WebApplication app = builder.Build();
    app.MapRemoteAssistHealth();
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException wrong)
{
    // The failures say which setting is wrong and what is allowed; a stack trace would only hide it.
    foreach (string failure in wrong.Failures) await Console.Error.WriteLineAsync(failure);
    return 2;
}
