using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;

namespace RemoteAssist.Silo.Configuration;

/// <summary>Where silos find each other and keep what they must remember.</summary>
public enum ClusterProvider
{
    /// <summary>One process: the silo in memory, all state in one SQLite file.</summary>
    Local = 0,

    /// <summary>Any number of silos and gateways: membership, state and reminders in PostgreSQL.</summary>
    PostgreSql,
}

/// <summary>The section <c>Cluster</c>.</summary>
public sealed class ClusterSettings
{
    /// <summary>Default: <see cref="ClusterProvider.Local"/>.</summary>
    public ClusterProvider Provider { get; private init; }

    /// <summary>Of PostgreSQL; holds a password. Required with <see cref="ClusterProvider.PostgreSql"/>.</summary>
    public string ConnectionString { get; private init; } = "";

    /// <summary>Silos with the same id form one cluster. Default: <c>remoteassist</c>.</summary>
    public string ClusterId { get; private init; } = DefaultId;

    /// <summary>States are kept under this id. Default: <c>remoteassist</c>.</summary>
    public string ServiceId { get; private init; } = DefaultId;

    /// <summary>The port at which other silos reach this one. Default: 0, a free one.</summary>
    public int SiloPort { get; private init; }

    /// <summary>
    /// The port at which gateways reach this silo. Default: 0, which means a free one, and none at all in a silo of one process, which no
    /// other process ever calls.
    /// </summary>
    public int GatewayPort { get; private init; }

    /// <summary>The address at which silos and gateways reach this silo. Default: 127.0.0.1.</summary>
    public IPAddress Address { get; private init; } = IPAddress.Loopback;

    private const string DefaultId = "remoteassist";

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="OptionsValidationException">Something is wrong; the failures name each key, its value and what is allowed.</exception>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = new ClusterSettings
        {
            Provider = reader.Choice("Cluster:Provider", ClusterProvider.Local),
            ConnectionString = reader.Text("Cluster:ConnectionString") ?? "",
            ClusterId = reader.Id("Cluster:ClusterId", DefaultId),
            ServiceId = reader.Id("Cluster:ServiceId", DefaultId),
            SiloPort = reader.Port("Cluster:SiloPort"),
            GatewayPort = reader.Port("Cluster:GatewayPort"),
            Address = reader.Address("Cluster:Address", IPAddress.Loopback),
        };
        if (settings.Provider == ClusterProvider.PostgreSql) CheckConnectionString(reader, settings.ConnectionString);
        if (settings.SiloPort != 0 && settings.SiloPort == settings.GatewayPort)
            reader.Fail($"Cluster:SiloPort and Cluster:GatewayPort are both {settings.SiloPort}; they must be different ports.");
        reader.ThrowIfFailed(typeof(ClusterSettings));
        return settings;
    }

    /// <summary>The value is not repeated in a failure: it holds a password.</summary>
    private static void CheckConnectionString(SettingsReader reader, string text)
    {
        const string Allowed = "such as Host=db.example;Database=remoteassist;Username=remoteassist;Password=…";
        if (text.Length == 0)
        {
            reader.Fail($"Cluster:ConnectionString is missing; with Cluster:Provider PostgreSql it must be a connection string, {Allowed}.");
            return;
        }

        try
        {
            if (string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(text).Host)) reader.Fail($"Cluster:ConnectionString names no Host; it must be {Allowed}.");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            reader.Fail($"Cluster:ConnectionString cannot be read as one of PostgreSQL; it must be {Allowed}.");
        }
    }
}
