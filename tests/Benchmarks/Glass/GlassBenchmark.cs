using System.Globalization;
using RemoteAssist.Rig.X;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>
/// What an agent waits for: a change on the customer's screen until its pixels are on the agent's canvas, a key until the customer's program has
/// it; through RemoteAssist in one process and as a cluster, and through TigerVNC and noVNC beside it in the same run.
/// </summary>
internal sealed class GlassBenchmark : IBenchmark
{
    private const int Samples = 100, WarmUp = 10, LeastPause = 60, MostPause = 200;
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(10), Settle = TimeSpan.FromSeconds(4), Longest = TimeSpan.FromSeconds(20);

    public string Name => "glass";

    public string Summary => "a change on the customer's screen until it is on the agent's canvas, and a key back, beside TigerVNC with noVNC";

    public async Task<IReadOnlyList<Row>> RunAsync(string? filter, CancellationToken cancellation)
    {
        bool Wanted(string name) => filter is null || name.Contains(filter, StringComparison.Ordinal);
        var rows = new List<Row>();
        Console.WriteLine($"{"path",-10} {"case",-18} {"p50 ms",8} {"p95 ms",8} {"p99 ms",8}");
        foreach (GlassPath path in (GlassPath[])[new RemoteAssistPath(cluster: false), new RemoteAssistPath(cluster: true), new NoVncPath()])
        {
            if (path.Missing.Count > 0)
            {
                Console.WriteLine($"{path.Name,-10} left out: this machine lacks {string.Join(", ", path.Missing)}");
                continue;
            }

            await using (path)
            {
                await path.Start();
                using var window = new XWindow(path.Display, 0, 0, GlassPath.Width, GlassPath.Height);
                window.Fill(0x204060, 0, 0, GlassPath.Width, GlassPath.Height);
                await Task.Delay(Settle, cancellation);
                foreach (Func<Task<IEnumerable<Row>>> measure in Cases(path, window, Wanted, cancellation))
                {
                    foreach (Row row in await measure())
                    {
                        rows.Add(row);
                        Print(row);
                    }
                }
            }
        }

        return rows;
    }

    private static IEnumerable<Func<Task<IEnumerable<Row>>>> Cases(GlassPath path, XWindow window, Func<string, bool> wanted, CancellationToken cancellation)
    {
        if (wanted("still")) yield return () => StillScreen(path, cancellation);
        foreach ((int width, int height, bool textured) in ((int, int, bool)[])[(64, 64, false), (800, 600, false), (64, 64, true), (800, 600, true)])
        {
            string name = $"{width}x{height}{(textured ? " text" : "")}";
            if (wanted(name)) yield return () => Blocks(path, window, name, width, height, textured, cancellation);
        }

        if (wanted("key")) yield return () => Keys(path, window, cancellation);
    }

    private static async Task<IEnumerable<Row>> StillScreen(GlassPath path, CancellationToken cancellation)
    {
        TimeSpan used = path.Host.CpuTime;
        await Task.Delay(Still, cancellation);
        return [Of(path, "still").With("cpuPct", (path.Host.CpuTime - used) / Still * 100)];
    }

    private static async Task<IEnumerable<Row>> Blocks(GlassPath path, XWindow window, string name, int width, int height, bool textured, CancellationToken cancellation)
    {
        List<double> delays = [];
        for (int sample = -WarmUp; sample < Samples; sample++)
        {
            int x = Random.Shared.Next(GlassPath.Width - width), y = Random.Shared.Next(GlassPath.Height - height);
            uint[] pixels = textured ? Textures.Lines(width, height) : Textures.Plain(width, height);
            Action draw = textured ? window.Prepare(pixels, x, y, width, height) : () => window.Fill(pixels[0], x, y, width, height);
            (int X, int Y)[] points = [(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1), (width / 2, height / 2)];
            Task<double> seen = await path.Page.Await([.. points.Select(point => new Pixel(x + point.X, y + point.Y, (int)pixels[point.Y * width + point.X]))]);
            await Task.Delay(Random.Shared.Next(LeastPause, MostPause), cancellation);
            double start = GlassPage.Now();
            draw();
            double delay = await seen.WaitAsync(Longest, cancellation) - start;
            if (sample >= 0) delays.Add(delay);
        }

        return [Of(path, name, delays)];
    }

    private static async Task<IEnumerable<Row>> Keys(GlassPath path, XWindow window, CancellationToken cancellation)
    {
        await path.Focus();
        window.Focus();
        uint colour = 0;
        double pressed = 0;
        void Answer(XInput input)
        {
            if (input.Kind != XInputKind.KeyPress) return;
            Volatile.Write(ref pressed, GlassPage.ToMs(input.At));
            window.Fill(Volatile.Read(ref colour), 900, 500, 64, 64);
        }

        window.Told += Answer;
        List<double> arrivals = [], effects = [];
        for (int sample = -WarmUp; sample < Samples; sample++)
        {
            Volatile.Write(ref colour, Textures.Colour());
            Task<double> seen = await path.Page.Await(new Pixel(900, 500, (int)colour), new Pixel(963, 563, (int)colour));
            await Task.Delay(Random.Shared.Next(LeastPause, MostPause), cancellation);
            await path.Page.Page.Keyboard.PressAsync("a");
            double effect = await seen.WaitAsync(Longest, cancellation);
            double key = await path.Page.KeyAt();
            if (sample < 0) continue;
            arrivals.Add(Volatile.Read(ref pressed) - key);
            effects.Add(effect - key);
        }

        window.Told -= Answer;
        return [Of(path, "key", arrivals), Of(path, "key and effect", effects)];
    }

    private static Row Of(GlassPath path, string name) => new Row().With("path", path.Name).With("case", name);

    private static Row Of(GlassPath path, string name, List<double> delays)
    {
        double[] sorted = [.. delays.Order()];
        return Of(path, name).With("samples", sorted.Length).With("p50Ms", At(0.50)).With("p95Ms", At(0.95)).With("p99Ms", At(0.99));

        // The nearest rank.
        double At(double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    private static void Print(Row row)
    {
        string figures = row.TryGetValue("cpuPct", out object? cpu)
            ? string.Create(CultureInfo.InvariantCulture, $"customer's side uses {cpu} % of a core")
            : string.Create(CultureInfo.InvariantCulture, $"{row["p50Ms"],8} {row["p95Ms"],8} {row["p99Ms"],8}");
        Console.WriteLine($"{row["path"],-10} {row["case"],-18} {figures}");
    }
}
