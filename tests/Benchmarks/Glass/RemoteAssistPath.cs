using RemoteAssist.Rig;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>RemoteAssist: Xvfb, the customer host, gateway and silo, the agent's page.</summary>
/// <param name="cluster">Whether silos and gateways are processes of their own, with the customer and the agent on different gateways.</param>
internal sealed class RemoteAssistPath(bool cluster) : GlassPath
{
    private Installation? _installation;
    private Desktop? _desktop;
    private Browser? _browser;
    private Child? _host;
    private AgentPage? _agent;

    public override string Name => cluster ? "cluster" : "embedded";

    public override string Display => _desktop!.Display;

    public override IReadOnlyList<string> Missing => Tools.Missing(cluster ? ["chromium", "Xvfb", "postgres"] : ["chromium", "Xvfb"]);

    public override Child Host => _host!;

    public override async Task Start()
    {
        _installation = cluster ? await Installation.StartCluster() : await Installation.StartEmbedded();
        _desktop = await Desktop.Start(Width, Height, windowManager: false);
        _browser = await Browser.Start();
        Page = await GlassPage.Prepare(await _browser.NewPage(width: 1920, height: 1200));
        _agent = new AgentPage(Page.Page);
        string pin = await _agent.StartSession(_installation.Gateways[^1], _installation.AgentPassword);
        _host = Child.Start(
            Repository.CustomerHost,
            ["--pin", pin, "--server", _installation.Gateways[0].ToString().TrimEnd('/'), "--grant", "see,control"],
            _desktop.Environment);
        await _agent.WaitFor("picture", "live");
        await Page.Calibrate();
    }

    public override async Task Focus()
    {
        await _agent!.MoveTo(960, 540);
        await Page.Page.Mouse.DownAsync();
        await Page.Page.Mouse.UpAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_host is not null) await _host.DisposeAsync();
        if (_desktop is not null) await _desktop.DisposeAsync();
        if (_installation is not null) await _installation.DisposeAsync();
    }
}
