using RemoteAssist.Rig;

namespace RemoteAssist.EndToEnd.Setups;

/// <summary>Two silos and two gateways over PostgreSQL, as <c>./assist cluster</c> starts them; the customer on the first gateway, the agent on the second.</summary>
public sealed class ClusterSetup : Setup
{
    protected internal override IReadOnlyList<string> Missing => Tools.Missing("chromium", "Xvfb", "openbox", "xprop", "xdotool", "xrandr", "xterm", "mousepad", "postgres");

    internal override int HostGateway => 0;

    internal override int AgentGateway => 1;

    private protected override Task<Installation> Install() => Installation.StartCluster();
}

/// <summary>The scenarios that share a <see cref="ClusterSetup"/>.</summary>
[CollectionDefinition(Name)]
public sealed class Clustered : ICollectionFixture<ClusterSetup>
{
    public const string Name = "cluster";
}
