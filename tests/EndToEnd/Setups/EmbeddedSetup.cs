using RemoteAssist.Rig;

namespace RemoteAssist.EndToEnd.Setups;

/// <summary>Everything in one process, as <c>./assist run</c> starts it.</summary>
public sealed class EmbeddedSetup : Setup
{
    protected internal override IReadOnlyList<string> Missing => Tools.Missing("chromium", "Xvfb", "openbox", "xprop", "xdotool", "xrandr", "xterm", "mousepad");

    internal override int HostGateway => 0;

    internal override int AgentGateway => 0;

    private protected override Task<Installation> Install() => Installation.StartEmbedded();
}

/// <summary>The scenarios that share an <see cref="EmbeddedSetup"/>.</summary>
[CollectionDefinition(Name)]
public sealed class Embedded : ICollectionFixture<EmbeddedSetup>
{
    public const string Name = "embedded";
}
