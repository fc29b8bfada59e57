namespace RemoteAssist.Rig;

/// <summary>A virtual screen of its own with a window manager.</summary>
internal sealed class Desktop : IAsyncDisposable
{
    private readonly Child _server;
    private readonly string _home = Directory.CreateTempSubdirectory("remoteassist-home-").FullName;
    private Child? _windows;

    private Desktop(Child server, string display) => (_server, Display) = (server, display);

    /// <summary>The display's name, for example <c>:7</c>.</summary>
    public string Display { get; }

    /// <summary>The environment of programs on this screen.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["DISPLAY"] = Display,
        ["XAUTHORITY"] = null,
        // An editor keeps its history at home, which must not be that of whoever runs the tests.
        ["HOME"] = _home,
        ["LANG"] = "C.UTF-8",
        ["LC_ALL"] = "C.UTF-8",
        ["GSETTINGS_BACKEND"] = "memory",
        ["NO_AT_BRIDGE"] = "1",
        ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:",
    };

    /// <summary>Starts one with a free number.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="windowManager">Whether windows have frames and focus; a bench wants none.</param>
    public static async Task<Desktop> Start(int width, int height, bool windowManager = true)
    {
        Child server = Child.Start("Xvfb", ["-displayfd", "1", "-screen", "0", $"{width}x{height}x24", "-nolisten", "tcp", "-noreset"]);
        await Wait.Until("Xvfb tells its display's number", () => server.Lines.Any(line => int.TryParse(line, out _)), now: () => server.Output);
        var desktop = new Desktop(server, $":{server.Lines.First(line => int.TryParse(line, out _))}");
        if (!windowManager) return desktop;
        desktop._windows = desktop.Run("openbox");
        // Windows that come before it are managed only later, and do not get the keyboard.
        await Wait.Until("the window manager runs", desktop.HasWindowManager, now: () => Task.FromResult(desktop._windows.Output));
        return desktop;
    }

    /// <summary>Starts a program on this screen.</summary>
    public Child Run(string program, params string[] arguments) => Child.Start(program, arguments, Environment);

    private async Task<bool> HasWindowManager()
    {
        await using Child asked = Run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK");
        return await asked.Exit() == 0 && asked.Output.Contains("window id", StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_windows is not null) await _windows.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }
}
