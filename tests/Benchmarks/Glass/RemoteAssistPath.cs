using System.Text.Json;
using Microsoft.Playwright;
using RemoteAssist.Benchmarks.Glass.Link;
using RemoteAssist.Rig;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>RemoteAssist: Xvfb, the customer host, gateway and silo, the agent's page.</summary>
/// <param name="cluster">Whether silos and gateways are processes of their own, with the customer and the agent on different gateways.</param>
/// <param name="line">Makes a slow line from the customer's computer to a gateway's port; null for none.</param>
internal sealed class RemoteAssistPath(bool cluster, Func<int, ShapedLink>? line = null) : GlassPath
{
    private Installation? _installation;
    private Desktop? _desktop;
    private Browser? _browser;
    private Child? _host;
    private AgentPage? _agent;
    private ShapedLink? _line;
    private readonly List<SocketViewer> _viewers = [];

    public override string Name => line is not null ? "slow line" : cluster ? "cluster" : "embedded";

    public override string Display => _desktop!.Display;

    public override IReadOnlyList<string> Missing => Tools.Missing(cluster ? ["chromium", "Xvfb", "postgres"] : ["chromium", "Xvfb"]);

    public override Child Host => _host!;

    public override IReadOnlyList<int> Gateways => _installation!.GatewayProcesses();

    public override IReadOnlyList<int> Silos => _installation!.SiloProcesses();

    public override bool TakesViewers => true;

    public override async Task AddViewers(int count)
    {
        Uri gateway = _installation!.Gateways[^1];
        string session = new Uri(Page.Page.Url).Segments[^1];
        for (int i = 0; i < count; i++)
        {
            IAPIResponse answer = await Page.Page.APIRequest.PostAsync(
                new Uri(gateway, $"/api/v1/sessions/{session}/tickets").ToString(),
                new APIRequestContextOptions { Headers = new Dictionary<string, string> { ["Origin"] = gateway.GetLeftPart(UriPartial.Authority) } });
            if (await answer.JsonAsync() is not { } json || !json.TryGetProperty("ticket", out JsonElement ticket)) throw new InvalidOperationException($"No ticket for a viewer: {answer.Status} {await answer.TextAsync()}");
            _viewers.Add(await SocketViewer.Join(gateway, ticket.GetString()!));
        }
    }

    public override async Task Start()
    {
        _installation = cluster ? await Installation.StartCluster() : await Installation.StartEmbedded();
        _desktop = await Desktop.Start(Width, Height, windowManager: false);
        _browser = await Browser.Start();
        Page = await GlassPage.Prepare(await _browser.NewPage(width: 1920, height: 1200));
        _agent = new AgentPage(Page.Page);
        string pin = await _agent.StartSession(_installation.Gateways[^1], _installation.AgentPassword);
        Uri server = _installation.Gateways[0];
        _line = line?.Invoke(server.Port);
        if (_line is not null) server = new UriBuilder(server) { Port = _line.Port }.Uri;
        _host = Child.Start(
            Repository.CustomerHost,
            ["--pin", pin, "--server", server.ToString().TrimEnd('/'), "--grant", "see,control"],
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
        foreach (SocketViewer viewer in _viewers) await viewer.DisposeAsync();
        if (_browser is not null) await _browser.DisposeAsync();
        if (_host is not null) await _host.DisposeAsync();
        if (_line is not null) await _line.DisposeAsync();
        if (_desktop is not null) await _desktop.DisposeAsync();
        if (_installation is not null) await _installation.DisposeAsync();
    }
}
