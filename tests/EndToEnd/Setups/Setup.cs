using RemoteAssist.Rig;

namespace RemoteAssist.EndToEnd.Setups;

/// <summary>
/// A real installation, a real screen with the real customer host, and a real browser with the agent's page: one session that the scenarios of
/// a collection share.
/// </summary>
public abstract class Setup : IAsyncLifetime
{
    internal const int ScreenWidth = 1024, ScreenHeight = 768;

    private Browser? _browser;

    /// <summary>What this machine lacks for these scenarios.</summary>
    protected internal abstract IReadOnlyList<string> Missing { get; }

    internal Installation Installation { get; private set; } = null!;

    internal Desktop Desktop { get; private set; } = null!;

    internal Browser Browser => _browser!;

    internal Child Host { get; private set; } = null!;

    internal AgentPage Agent { get; private set; } = null!;

    /// <summary>The gateway that the customer's host speaks to, by its place in <see cref="Installation.Gateways"/>.</summary>
    internal abstract int HostGateway { get; }

    /// <summary>The gateway that serves the agent.</summary>
    internal abstract int AgentGateway { get; }

    public async ValueTask InitializeAsync()
    {
        if (Missing.Count > 0) return;
        Installation = await Install();
        Desktop = await Desktop.Start(ScreenWidth, ScreenHeight);
        _browser = await Browser.Start();
        Agent = new AgentPage(await _browser.NewPage());
        string pin = await Agent.StartSession(Installation.Gateways[AgentGateway], Installation.AgentPassword);
        Host = StartHost(pin, "see,control");
        await Agent.WaitFor("session-state", "active");
        await Agent.WaitFor("picture", "live");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_browser is not null) await _browser.DisposeAsync();
        if (Host is not null) await Host.DisposeAsync();
        if (Desktop is not null) await Desktop.DisposeAsync();
        if (Installation is not null) await Installation.DisposeAsync();
    }

    internal Child StartHost(string pin, string grant) => Child.Start(
        Repository.CustomerHost,
        ["--pin", pin, "--server", Installation.Gateways[HostGateway].ToString().TrimEnd('/'), "--grant", grant],
        Desktop.Environment);

    private protected abstract Task<Installation> Install();
}
