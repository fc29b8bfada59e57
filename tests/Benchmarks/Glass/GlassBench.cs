using RemoteAssist.Rig.X;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>
/// What an agent waits for: a change on the customer's screen until its pixels are on the agent's canvas, a key until the customer's program has
/// it; through RemoteAssist in one process and as a cluster, and through TigerVNC and noVNC beside it in the same run.
/// </summary>
internal sealed class GlassBench
{
    private const int Samples = 100, LeastPause = 120, MostPause = 330;
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(10), SettleFirst = TimeSpan.FromSeconds(3);

    private readonly List<GlassResult> _results = [];

    /// <summary>Runs all paths that this machine has the tools for.</summary>
    /// <param name="say">Takes lines for the reader.</param>
    public async Task<IReadOnlyList<GlassResult>> Run(Action<string> say)
    {
        foreach (GlassPath path in (GlassPath[])[new RemoteAssistPath(cluster: false), new RemoteAssistPath(cluster: true), new NoVncPath()])
        {
            if (path.Missing.Count > 0)
            {
                say($"{path.Name}: left out, this machine lacks {string.Join(", ", path.Missing)}");
                continue;
            }

            await using (path)
            {
                await path.Start();
                int before = _results.Count;
                await Measure(path);
                foreach (GlassResult result in _results.Skip(before)) say(result.ToString());
            }
        }

        return _results;
    }

    private async Task Measure(GlassPath path)
    {
        using var window = new XWindow(path.Display, 0, 0, GlassPath.Width, GlassPath.Height);
        window.Fill(0x204060, 0, 0, GlassPath.Width, GlassPath.Height);
        await Task.Delay(SettleFirst);
        TimeSpan used = path.Host.CpuTime;
        await Task.Delay(Still);
        _results.Add(new GlassResult(path.Name, "still") { CpuPct = (path.Host.CpuTime - used) / Still * 100 });
        await Blocks(path, window, 64, 64, textured: false);
        await Blocks(path, window, 800, 600, textured: false);
        await Blocks(path, window, 64, 64, textured: true);
        await Blocks(path, window, 800, 600, textured: true);
        await Keys(path, window);
    }

    private async Task Blocks(GlassPath path, XWindow window, int width, int height, bool textured)
    {
        List<double> delays = [];
        for (int sample = -5; sample < Samples; sample++)
        {
            int x = Random.Shared.Next(GlassPath.Width - width), y = Random.Shared.Next(GlassPath.Height - height);
            uint[] pixels = textured ? Textures.Lines(width, height) : Textures.Plain(width, height);
            Action draw = textured ? window.Prepare(pixels, x, y, width, height) : () => window.Fill(pixels[0], x, y, width, height);
            (int X, int Y)[] points = [(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1), (width / 2, height / 2)];
            Task<double> seen = await path.Page.Await([.. points.Select(point => new Pixel(x + point.X, y + point.Y, (int)pixels[point.Y * width + point.X]))]);
            await Task.Delay(Random.Shared.Next(LeastPause, MostPause));
            double start = GlassPage.Now();
            draw();
            double delay = await seen.WaitAsync(TimeSpan.FromSeconds(20)) - start;
            // The first few warm everything up.
            if (sample >= 0) delays.Add(delay);
        }

        _results.Add(GlassResult.Of(path.Name, $"{width}x{height} {(textured ? "textured" : "plain")}", delays));
    }

    private async Task Keys(GlassPath path, XWindow window)
    {
        await path.Focus();
        window.Focus();
        uint colour = 0;
        double pressed = 0;
        window.Told += input =>
        {
            if (input.Kind != XInputKind.KeyPress) return;
            Volatile.Write(ref pressed, GlassPage.ToMs(input.At));
            window.Fill(Volatile.Read(ref colour), 900, 500, 64, 64);
        };
        List<double> arrivals = [], effects = [];
        for (int sample = -5; sample < Samples; sample++)
        {
            Volatile.Write(ref colour, Textures.Colour());
            Task<double> seen = await path.Page.Await(new Pixel(900, 500, (int)colour), new Pixel(963, 563, (int)colour));
            await Task.Delay(Random.Shared.Next(LeastPause, MostPause));
            await path.Page.Page.Keyboard.PressAsync("a");
            double effect = await seen.WaitAsync(TimeSpan.FromSeconds(20));
            double key = await path.Page.KeyAt();
            if (sample < 0) continue;
            arrivals.Add(Volatile.Read(ref pressed) - key);
            effects.Add(effect - key);
        }

        _results.Add(GlassResult.Of(path.Name, "key", arrivals));
        _results.Add(GlassResult.Of(path.Name, "key and its effect", effects));
    }
}
