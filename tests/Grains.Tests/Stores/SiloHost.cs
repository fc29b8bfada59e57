using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RemoteAssist.Silo.Hosting;

namespace RemoteAssist.Grains.Tests.Stores;

/// <summary>A host with a silo or a client of the cluster in it, set up by the entry that the programs use.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    private readonly IHost _host;

    private SiloHost(IHost host) => _host = host;

    internal IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    internal T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    internal static Task<SiloHost> Local(string directory, string streams = "Live") =>
        Start(builder => builder.AddRemoteAssistSilo(), ("Storage:Directory", directory), ("Streams:Provider", streams));

    internal static Task<SiloHost> PostgreSql(string connectionString) =>
        Start(builder => builder.AddRemoteAssistSilo(), ("Cluster:Provider", "PostgreSql"), ("Cluster:ConnectionString", connectionString));

    internal static Task<SiloHost> ClientOf(string connectionString) =>
        Start(builder => builder.AddRemoteAssistClient(), ("Cluster:Provider", "PostgreSql"), ("Cluster:ConnectionString", connectionString));

    internal async Task<HealthStatus> Health() => (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static async Task<SiloHost> Start(Action<IHostApplicationBuilder> add, params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        add(builder);
        IHost host = builder.Build();
        await host.StartAsync();
        return new SiloHost(host);
    }
}
