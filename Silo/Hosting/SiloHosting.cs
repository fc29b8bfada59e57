using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using RemoteAssist.Grains;
using RemoteAssist.Grains.Pins;
using RemoteAssist.Grains.State;
using RemoteAssist.Grains.Tenants;
using RemoteAssist.Silo.Configuration;
using RemoteAssist.Silo.Health;
using RemoteAssist.Silo.Stores;

namespace RemoteAssist.Silo.Hosting;

/// <summary>Puts a silo into a host: the silo's own process, or the gateway's when there is only one process.</summary>
public static class SiloHosting
{
    /// <summary>A call that nobody answers fails after this. Orleans' 30 s would be what the death of a silo costs an agent.</summary>
    internal static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Adds the silo with clustering, storage, reminders and streams as the sections <c>Cluster</c>, <c>Storage</c> and <c>Streams</c> say,
    /// and its health checks, tagged <c>ready</c>.
    /// </summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; the failures name each key, its value and what is allowed.</exception>
    public static IHostApplicationBuilder AddRemoteAssistSilo(this IHostApplicationBuilder builder)
    {
        ClusterSettings cluster = ClusterSettings.Read(builder.Configuration);
        StorageSettings storage = StorageSettings.Read(builder.Configuration);
        StreamSettings streams = StreamSettings.Read(builder.Configuration);
        TenantCeilings ceilings = TenantSettingsCeilings.Read(builder.Configuration);
        PinLimits pins = PinSettings.Read(builder.Configuration);
        TelemetrySettings telemetry = TelemetrySettings.Read(builder.Configuration);
        builder.Services.TryAddSingleton(TimeProvider.System);
        AddStore(builder.Services, cluster, storage);
        builder.Services.AddHealthChecks()
            .AddCheck<SiloHealth>("silo", tags: [HealthEndpoints.Ready])
            .AddCheck<StoreHealth>("store", tags: [HealthEndpoints.Ready]);
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
            silo.Services.AddSingleton(pins);
            silo.Services.AddSingleton(ceilings);
            silo.Services.AddRemoteAssistGrains();
            if (cluster.Provider == ClusterProvider.PostgreSql) UsePostgreSql(silo, cluster);
            else UseOneProcess(silo, cluster, new SqliteStore(storage.Directory));
            silo.AddSessionStreams(streams);
            if (telemetry.OtlpEndpoint is not null) silo.AddActivityPropagation();
        });
        return builder;
    }

    /// <summary>State and reminders in a SQLite file.</summary>
    internal static void UseSqlite(this ISiloBuilder silo, SqliteStore store) => UseStore(silo, SqliteStore.Invariant, store.ConnectionString);

    private static void AddStore(IServiceCollection services, ClusterSettings cluster, StorageSettings storage)
    {
        services.AddSingleton<IStore>(provider => cluster.Provider == ClusterProvider.PostgreSql
            ? ActivatorUtilities.CreateInstance<PostgreSqlStore>(provider, cluster.ConnectionString)
            : new SqliteStore(storage.Directory));
        services.AddHostedService<StorePreparation>();
    }

    private static void UseOneProcess(ISiloBuilder silo, ClusterSettings cluster, SqliteStore store)
    {
        int siloPort = FreePorts.Choose(IPAddress.Loopback, cluster.SiloPort)[0];

        // Nothing outside the process calls this silo: without a port set for it, it has no port for clients.
        silo.UseLocalhostClustering(siloPort, cluster.GatewayPort, serviceId: cluster.ServiceId, clusterId: cluster.ClusterId);
        silo.UseSqlite(store);
    }

    private static void UsePostgreSql(ISiloBuilder silo, ClusterSettings cluster)
    {
        int[] ports = FreePorts.Choose(cluster.Address, cluster.SiloPort, cluster.GatewayPort);
        silo.ConfigureEndpoints(cluster.Address, ports[0], ports[1], listenOnAnyHostAddress: false);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (PostgreSqlStore.Invariant, cluster.ConnectionString));
        UseStore(silo, PostgreSqlStore.Invariant, cluster.ConnectionString);
    }

    private static void UseStore(ISiloBuilder silo, string invariant, string connectionString)
    {
        silo.Services.AddSqlRecords(invariant, connectionString);
        silo.AddAdoNetGrainStorageAsDefault(options =>
        {
            (options.Invariant, options.ConnectionString) = (invariant, connectionString);
            options.GrainStorageSerializer = new JsonStateSerializer();
            options.DeleteStateOnClear = true;
        });
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (invariant, connectionString));
    }
}
