using Microsoft.Extensions.Logging.Abstractions;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Capture.X11;
using RemoteAssist.Customer.Host.Connection;
using RemoteAssist.Customer.Host.Consent;
using RemoteAssist.Customer.Host.Input;
using RemoteAssist.Customer.Host.Input.X11;

namespace RemoteAssist.Customer.Host.Tests.Stand;

/// <summary>The host's parts on a display, connected to a test gateway as the program connects them.</summary>
internal sealed class HostRun : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();
    private readonly SocketsHttpHandler _handler = new();
    private readonly HttpMessageInvoker _http;
    private readonly ScreenThread _screen;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<ConnectionEnd> _sharing;
    private GatewayConnection? _connection;

    private HostRun(X11Desktop desktop, X11InputDevice device, string[] rights)
    {
        _http = new HttpMessageInvoker(_handler);
        Consent.Replace(rights);
        _screen = new ScreenThread(desktop, Consent, TimeProvider.System, NullLogger<ScreenThread>.Instance);
        Input = new InputRouter(device, Consent, TimeProvider.System);
        var parts = new HostParts(_screen, Input, Consent, TimeProvider.System, "1");
        Consent.Changed += () =>
        {
            Input.ConsentChanged();
            _screen.ConsentChanged();
            _connection?.TellConsent();
        };
        _screen.Start();
        var session = new SharingSession(
            new JoinClient(_http, _gateway.Address, TimeProvider.System),
            (ticket, welcomed, stop) =>
            {
                _connection = new GatewayConnection(_http, parts, NullLogger<GatewayConnection>.Instance);
                return _connection.RunAsync(_gateway.Address, ticket, welcomed, stop);
            },
            new Joined("demo", "s1", "demo.s1.first", "secret"),
            TimeProvider.System,
            TextWriter.Null,
            NullLogger<SharingSession>.Instance);
        _sharing = session.RunAsync(_stop.Token);
    }

    internal ConsentState Consent { get; } = new();

    internal InputRouter Input { get; }

    internal TestGateway Gateway => _gateway;

    /// <summary>Ends with the session.</summary>
    internal Task<ConnectionEnd> Sharing => _sharing;

    /// <summary>Shares a display.</summary>
    internal static HostRun Start(string display, params string[] rights)
    {
        X11Desktop? desktop = X11Desktop.TryOpen(display, out string? problem);
        Assert.True(desktop is not null, problem);
        X11InputDevice? device = X11InputDevice.TryOpen(display, TimeProvider.System);
        Assert.NotNull(device);
        return new HostRun(desktop, device, rights);
    }

    /// <summary>The customer stops.</summary>
    internal async Task<ConnectionEnd> Stop()
    {
        await _stop.CancelAsync();
        return await _sharing;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Input.Dispose();
        _screen.Dispose();
        await _gateway.DisposeAsync();
        _http.Dispose();
        _stop.Dispose();
    }
}
