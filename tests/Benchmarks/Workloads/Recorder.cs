using System.Diagnostics;
using System.Globalization;
using RemoteAssist.Benchmarks.Clips;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Capture.X11;

namespace RemoteAssist.Benchmarks.Workloads;

/// <summary>Plays the scripted desktops and records them.</summary>
internal sealed class Recorder : IBenchmark
{
    /// <summary>A clip's length.</summary>
    public const int Seconds = 10;

    private const int Fps = 30;

    private readonly ClipOptions _options = new();

    public string Name => "record";

    public string Summary => "plays scripted desktops with real programs on a virtual screen and records them for 'codec'";

    public bool OnlyByName => true;

    public bool TryOption(string name, string value) => name == "--clips" && _options.Take(name, value);

    public async Task<IReadOnlyList<Row>> RunAsync(string? filter, CancellationToken cancellation)
    {
        List<Row> rows = [];
        foreach (Scene scene in Scenes.All.Where(scene => filter is null || scene.Name.Contains(filter, StringComparison.Ordinal)))
            rows.Add(await Record(scene, _options.Directory, cancellation));
        return rows;
    }

    /// <summary>Records the clips that are not there yet.</summary>
    /// <param name="directory">Where they are.</param>
    /// <param name="filter">Only those whose name contains this.</param>
    /// <param name="cancellation">Ends the recording.</param>
    public static async Task RecordMissing(string directory, string? filter, CancellationToken cancellation)
    {
        foreach (Scene scene in Scenes.All.Where(scene => filter is null || scene.Name.Contains(filter, StringComparison.Ordinal)))
        {
            if (!File.Exists(PathOf(scene, directory))) await Record(scene, directory, cancellation);
        }
    }

    private static string PathOf(Scene scene, string directory) => Path.Join(directory, scene.Name + ClipFile.Ending);

    private static async Task<Row> Record(Scene scene, string directory, CancellationToken cancellation)
    {
        await using Stage stage = await Stage.Open();
        Func<Task> play = await scene.Prepare(stage);
        await stage.Settle();
        using X11Desktop desktop = X11Desktop.TryOpen(stage.Display, out string? problem) ?? throw new InvalidOperationException(problem);
        // All in memory first: compressing would take its time from the programs that are recorded.
        var bands = new List<(int FirstRow, uint[] Rows)>(Seconds * Fps);
        Task<bool> recorded = Task.Factory.StartNew(() => Watch(desktop, bands, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await play();
        await recorded;

        using var writer = new ClipWriter(PathOf(scene, directory), Stage.Width, Stage.Height, Fps);
        foreach ((int firstRow, uint[] rows) in bands) writer.Add(firstRow, rows);
        double megabytes = writer.Complete() / 1e6;
        int changed = bands.Count(band => band.Rows.Length > 0);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"recorded {scene.Name}: {changed} of {bands.Count} frames changed, {megabytes:0.0} MB"));
        return new Row().With("clip", scene.Name).With("frames", bands.Count).With("changedFrames", changed).With("fileMb", megabytes);
    }

    // The screen as the customer host sees it, at a fixed rate.
    private static bool Watch(X11Desktop desktop, List<(int, uint[])> bands, CancellationToken cancellation)
    {
        var whole = new PixelRect(0, 0, Stage.Width, Stage.Height);
        desktop.Damage.Add(whole);
        long start = Stopwatch.GetTimestamp();
        for (int frame = 0; frame < Seconds * Fps && !cancellation.IsCancellationRequested; frame++)
        {
            TimeSpan due = TimeSpan.FromSeconds((double)frame / Fps);
            while (due - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } left) desktop.Wait((int)Math.Ceiling(left.TotalMilliseconds));
            desktop.AcknowledgeDamage();
            PixelRect band = default;
            foreach (PixelRect damaged in desktop.Damage.Rectangles) band = band.Union(damaged.Intersect(whole));
            desktop.Damage.Clear();
            bands.Add((band.Y, Copy(desktop, band)));
        }

        return true;
    }

    private static uint[] Copy(X11Desktop desktop, PixelRect band)
    {
        if (band.IsEmpty) return [];
        if (!desktop.TryGrab(new PixelRect(0, band.Y, Stage.Width, band.Height), out PixelView pixels)) throw new InvalidOperationException("The virtual screen cannot be read.");
        var rows = new uint[Stage.Width * band.Height];
        for (int y = 0; y < band.Height; y++)
        {
            ReadOnlySpan<uint> row = pixels.Row(y);
            for (int x = 0; x < row.Length; x++) rows[y * Stage.Width + x] = row[x] & 0xFFFFFF;
        }

        return rows;
    }
}
