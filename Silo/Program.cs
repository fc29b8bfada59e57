using Microsoft.Extensions.Options;
using RemoteAssist.Silo.Health;
using RemoteAssist.Silo.Hosting;
using RemoteAssist.Silo.Telemetry;

try
{
    WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

    // A silo serves nothing but its health: without a setting it takes any free port, so that several can run beside each other.
    if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://127.0.0.1:0");
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
