using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RemoteAssist.Benchmarks.Glass.Link;
using RemoteAssist.Rig;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>For comparison: TigerVNC's X server, websockify, noVNC's page.</summary>
/// <param name="line">Makes a slow line from the customer's computer to a port there; null for none.</param>
internal sealed class NoVncPath(Func<int, ShapedLink>? line = null) : GlassPath
{
    private const string Pages = "/usr/share/novnc";

    private Child? _server;
    private ShapedLink? _line;
    private Child? _bridge;
    private Browser? _browser;

    public override string Name => line is not null ? "novnc slow" : "novnc";

    public override string Display => $":{_server!.Lines.First(line => int.TryParse(line, out _))}";

    public override IReadOnlyList<string> Missing =>
        [.. Tools.Missing("chromium", "Xtigervnc", "websockify"), .. File.Exists(Path.Join(Pages, "vnc_lite.html")) ? Array.Empty<string>() : ["novnc"]];

    public override Child Host => _server!;

    // It starts a process for each connection.
    public override IReadOnlyList<int> Gateways =>
        [_bridge!.Id, .. File.ReadAllText($"/proc/{_bridge.Id}/task/{_bridge.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

    public override async Task Start()
    {
        string vnc = FreePort(), web = FreePort();
        _server = Child.Start("Xtigervnc", ["-displayfd", "1", "-geometry", $"{Width}x{Height}", "-depth", "24", "-SecurityTypes", "None", "-localhost", "-rfbport", vnc, "-nolisten", "tcp"]);
        await Wait.Until("Xtigervnc tells its display's number", () => _server.Lines.Any(line => int.TryParse(line, out _)), now: () => _server.Output);
        _line = line?.Invoke(int.Parse(vnc, CultureInfo.InvariantCulture));
        string port = _line?.Port.ToString(CultureInfo.InvariantCulture) ?? vnc;
        _bridge = Child.Start("websockify", ["--web", Pages, $"127.0.0.1:{web}", $"127.0.0.1:{port}"]);
        await Wait.Until("websockify listens", () => Listens(web), now: () => _bridge.Output);
        _browser = await Browser.Start();
        Page = await GlassPage.Prepare(await _browser.NewPage(width: 1920, height: 1200));
        await Page.Page.GotoAsync($"http://127.0.0.1:{web}/vnc_lite.html?path=websockify");
        await Wait.Until("noVNC shows the screen", () => Page.Page.EvaluateAsync<bool>($"() => document.querySelector('canvas')?.width === {Width}"));
        await Page.Calibrate();
    }

    public override Task Focus() => Page.Page.Mouse.ClickAsync(960, 560);

    public override async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_bridge is not null) await _bridge.DisposeAsync();
        if (_line is not null) await _line.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private static bool Listens(string port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", int.Parse(port, CultureInfo.InvariantCulture));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
