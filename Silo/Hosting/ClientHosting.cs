using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using RemoteAssist.Silo.Configuration;
using RemoteAssist.Silo.Stores;

namespace RemoteAssist.Silo.Hosting;

/// <summary>Puts a client of the cluster into a host: a gateway that stands apart from the silos.</summary>
public static class ClientHosting
{
    /// <summary>
    /// Adds a client of the PostgreSQL cluster that the section <c>Cluster</c> names, with the session's streams. The host's start waits
    /// until a silo is there, however long that takes.
    /// </summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; the failures name each key, its value and what is allowed.</exception>
    public static IHostApplicationBuilder AddRemoteAssistClient(this IHostApplicationBuilder builder)
    {
        ClusterSettings cluster = ClusterSettings.Read(builder.Configuration);
        if (cluster.Provider != ClusterProvider.PostgreSql)
        {
            throw new OptionsValidationException(nameof(ClusterSettings), typeof(ClusterSettings),
                [$"Cluster:Provider is '{cluster.Provider}'; a client of a cluster needs {ClusterProvider.PostgreSql}."]);
        }

        StreamSettings streams = StreamSettings.Read(builder.Configuration);
        TelemetrySettings telemetry = TelemetrySettings.Read(builder.Configuration);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = SiloHosting.ResponseTimeout);
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (PostgreSqlStore.Invariant, cluster.ConnectionString));
            client.UseConnectionRetryFilter<ConnectionRetry>();
            client.AddOutgoingGrainCallFilter<CallRetry>();
            client.AddSessionStreams(streams);
            if (telemetry.OtlpEndpoint is not null) client.AddActivityPropagation();
        });
        return builder;
    }
}
