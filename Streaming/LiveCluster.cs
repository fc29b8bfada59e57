using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace RemoteAssist.Streaming;

/// <summary>
/// Membership and messaging set so that the death of a silo costs about a second and its freezing a few, instead of the defaults'
/// ten seconds and more than a minute.
/// </summary>
public static class LiveCluster
{
    /// <summary>Sets a silo up: probes each second, two missed ones and one further vote suffice, clients that vanished are dropped after 5 s.</summary>
    public static ISiloBuilder ConfigureForLive(this ISiloBuilder builder)
    {
        builder.Services.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(1);
            options.MinProbeTimeout = TimeSpan.FromMilliseconds(500);
            options.MaxProbeTimeout = TimeSpan.FromSeconds(2);
            options.NumMissedProbesLimit = 2;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);

            // A frozen silo's connections look alive for as long as the kernel takes what is sent.
            options.EnableConnectionLivenessCheck = false;
        });
        builder.Services.Configure<SiloMessagingOptions>(options => options.ClientDropTimeout = TimeSpan.FromSeconds(5));
        builder.Services.Configure<GatewayOptions>(SetGatewayList);
        return builder;
    }

    /// <summary>Sets a client up: it learns of new and gone gateways within 5 s.</summary>
    public static IClientBuilder ConfigureForLive(this IClientBuilder builder)
    {
        builder.Services.Configure<GatewayOptions>(SetGatewayList);
        return builder;
    }

    private static void SetGatewayList(GatewayOptions options) => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5);
}
