using System.Diagnostics;
using System.Globalization;
using RemoteAssist.Customer.Host.Capture.X11;
using RemoteAssist.Rig;

namespace RemoteAssist.Benchmarks.Workloads;

/// <summary>A virtual screen with a window manager, on which programs are started and used as by a person.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>Pixels.</summary>
    public const int Width = 1920, Height = 1080;

    private static readonly TimeSpan Still = TimeSpan.FromSeconds(1), LongestUnrest = TimeSpan.FromSeconds(8);

    private readonly Desktop _desktop;
    private readonly List<Child> _programs = [];
    private readonly string _files = Directory.CreateTempSubdirectory("remoteassist-stage-").FullName;

    private Stage(Desktop desktop)
    {
        _desktop = desktop;
        Pages = new Pages(_files);
    }

    public string Display => _desktop.Display;

    /// <summary>Pages for <see cref="Browse"/>.</summary>
    public Pages Pages { get; }

    public static async Task<Stage> Open()
    {
        var stage = new Stage(await Desktop.Start(Width, Height));
        await stage.Finish("xsetroot", "-solid", "#33566b");
        return stage;
    }

    /// <summary>Writes a file.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string content)
    {
        string path = Path.Join(_files, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Starts a terminal.</summary>
    /// <param name="geometry">Columns x rows + left + top, as X programs take it.</param>
    /// <param name="command">What runs in it; null for a shell in the directory of the written files.</param>
    public async Task<string> Terminal(string geometry, string? command = null)
    {
        string title = $"Terminal {_programs.Count + 1}";
        _programs.Add(_desktop.Run(
            "xterm", "-u8", "-fa", "DejaVu Sans Mono", "-fs", "11", "-bg", "#1d2126", "-fg", "#d8dee9", "-geometry", geometry, "-T", title, "-e",
            "bash", "--norc", "-c", command ?? $"cd {_files}; PS1='customer@desktop:~$ ' exec bash --norc -i"));
        return await Window("--name", title);
    }

    /// <summary>Opens a text in an editor.</summary>
    public async Task<string> Edit(string path, int x, int y, int width, int height)
    {
        _programs.Add(_desktop.Run("mousepad", "--disable-server", path));
        return await Place(await Window("--name", Path.GetFileName(path)), x, y, width, height);
    }

    /// <summary>Opens pages in a browser, each in a tab; a single one without tabs and address.</summary>
    public async Task<string> Browse(int x, int y, int width, int height, params string[] urls)
    {
        string[] shown = urls.Length == 1 ? [$"--app={urls[0]}"] : urls;
        _programs.Add(_desktop.Run(
            Tools.Chromium!,
            [
                "--no-sandbox", "--test-type", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-session-crashed-bubble", "--password-store=basic", $"--user-data-dir={_files}/profile", $"--window-position={x},{y}", $"--window-size={width},{height}", .. shown,
            ]));
        return await Place(await Window("--class", "chromium"), x, y, width, height);
    }

    /// <summary>Uses mouse and keyboard: commands of xdotool, one after the other.</summary>
    public Task Do(params string[] commands) => Finish("xdotool", commands);

    /// <summary>Types a text.</summary>
    /// <param name="text">Without line ends.</param>
    /// <param name="delay">Between two keys, ms.</param>
    public static string[] Type(string text, int delay) => ["type", "--args", "1", "--delay", delay.ToString(CultureInfo.InvariantCulture), text];

    /// <summary>Waits until nothing has changed for a moment; not for ever, because carets blink.</summary>
    public async Task Settle()
    {
        using X11Desktop desktop = X11Desktop.TryOpen(Display, out string? problem) ?? throw new InvalidOperationException(problem);
        await Task.Factory.StartNew(
            () =>
            {
                long start = Stopwatch.GetTimestamp(), last = start;
                while (Stopwatch.GetElapsedTime(last) < Still && Stopwatch.GetElapsedTime(start) < LongestUnrest)
                {
                    desktop.Wait((int)Still.TotalMilliseconds);
                    if (!desktop.Damage.IsEmpty) last = Stopwatch.GetTimestamp();
                    desktop.AcknowledgeDamage();
                    desktop.Damage.Clear();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Child program in Enumerable.Reverse(_programs)) await program.DisposeAsync();
        await _desktop.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    private async Task<string> Place(string window, int x, int y, int width, int height)
    {
        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        await Do("windowsize", window, Text(width), Text(height), "windowmove", window, Text(x), Text(y), "windowactivate", window);
        return window;
    }

    private async Task<string> Window(string by, string pattern)
    {
        string[] found = [];
        await Wait.Until(
            $"a window with {by} {pattern} is on the screen",
            async () =>
            {
                await using Child search = _desktop.Run("xdotool", "search", "--onlyvisible", by, pattern);
                if (await search.Exit() == 0) found = [.. search.Lines.Where(line => line.All(char.IsAsciiDigit))];
                return found.Length > 0;
            },
            now: () => Task.FromResult(_programs[^1].Output));
        return found[^1];
    }

    private async Task Finish(string program, params string[] arguments)
    {
        await using Child run = _desktop.Run(program, arguments);
        if (await run.Exit(TimeSpan.FromMinutes(1)) != 0) throw new InvalidOperationException($"{program} failed: {run.Output}");
    }
}
