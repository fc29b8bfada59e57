using RemoteAssist.Benchmarks.Glass.Motion;
using RemoteAssist.Rig.X;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>What is measured on one path.</summary>
/// <param name="path">The way from the screen to the agent and back.</param>
/// <param name="cancellation">Ends the measurements.</param>
internal sealed class GlassCases(GlassPath path, CancellationToken cancellation)
{
    private const int WarmUp = 10, LeastPause = 60, MostPause = 200, MostLost = 5;

    private static readonly TimeSpan Still = TimeSpan.FromSeconds(10), Longest = TimeSpan.FromSeconds(20), LongestEcho = TimeSpan.FromSeconds(5);

    /// <summary>The window over the whole screen, once the path has started.</summary>
    public XWindow Window { get; set; } = null!;

    /// <summary>Nothing changes.</summary>
    public async Task<IEnumerable<Row>> StillScreen()
    {
        PathUsage before = await PathUsage.Read(path);
        await Task.Delay(Still, cancellation);
        PathUsage after = await PathUsage.Read(path);
        Row row = after.Since(before, Of("still"));
        return [row.With("cpuPct", row["cpuPctHost"]!)];
    }

    /// <summary>A block changes.</summary>
    public async Task<IEnumerable<Row>> Blocks(string name, int width, int height, bool textured, int samples)
    {
        List<double> delays = [];
        for (int sample = -WarmUp; sample < samples; sample++)
        {
            int x = Random.Shared.Next(GlassPath.Width - width), y = Random.Shared.Next(GlassPath.Height - height);
            uint[] pixels = textured ? Textures.Lines(width, height) : Textures.Plain(width, height);
            Action draw = textured ? Window.Prepare(pixels, x, y, width, height) : () => Window.Fill(pixels[0], x, y, width, height);
            (int X, int Y)[] points = [(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1), (width / 2, height / 2)];
            Task<double> seen = await path.Page.Await([.. points.Select(point => new Pixel(x + point.X, y + point.Y, (int)pixels[point.Y * width + point.X]))]);
            await Task.Delay(Random.Shared.Next(LeastPause, MostPause), cancellation);
            double start = GlassPage.Now();
            draw();
            double delay = await seen.WaitAsync(Longest, cancellation) - start;
            if (sample >= 0) delays.Add(delay);
        }

        return [Of(name).WithDelays(delays)];
    }

    /// <summary>Keys are pressed on the page; the X client answers each with a block of a new colour.</summary>
    /// <param name="name">Of the case; the block's is <c>… and effect</c>.</param>
    /// <param name="x">Where the block stands: outside of all that moves.</param>
    /// <param name="y">As above.</param>
    /// <param name="samples">How many keys.</param>
    public async Task<IEnumerable<Row>> Keys(string name, int x, int y, int samples)
    {
        await path.Focus();
        Window.Focus();
        uint colour = 0;
        double pressed = 0;
        void Answer(XInput input)
        {
            if (input.Kind != XInputKind.KeyPress) return;
            Volatile.Write(ref pressed, GlassPage.ToMs(input.At));
            Window.Fill(Volatile.Read(ref colour), x, y, 64, 64);
        }

        Window.Told += Answer;
        List<double> arrivals = [], effects = [];
        int lost = 0;
        for (int sample = -WarmUp; sample < samples; sample++)
        {
            Volatile.Write(ref colour, Textures.Colour());
            Task<double> seen = await path.Page.Await(new Pixel(x, y, (int)colour), new Pixel(x + 63, y + 63, (int)colour));
            await Task.Delay(Random.Shared.Next(LeastPause, MostPause), cancellation);
            await path.Page.Page.Keyboard.PressAsync("a");
            double effect;
            try
            {
                effect = await seen.WaitAsync(LongestEcho, cancellation);
            }
            catch (TimeoutException)
            {
                if (++lost > MostLost) break;
                continue;
            }

            double key = await path.Page.KeyAt();
            if (sample < 0) continue;
            arrivals.Add(Volatile.Read(ref pressed) - key);
            effects.Add(effect - key);
        }

        Window.Told -= Answer;
        return [Of(name).WithDelays(arrivals), Of($"{name} and effect").WithDelays(effects).With("lost", lost)];
    }

    /// <summary>Something moves for ten seconds, of which eight count.</summary>
    public async Task<IEnumerable<Row>> Moves(ScreenMotion motion, string name)
    {
        using (motion) return [await new MotionRun(path, Window, motion).Measure(Of(name), 2 * ScreenMotion.Rate, 8 * ScreenMotion.Rate, null, cancellation)];
    }

    /// <summary>Somebody types while something moves.</summary>
    public async Task<IEnumerable<Row>> Types(ScreenMotion motion, string name, int x, int y, int keys)
    {
        IEnumerable<Row> typed = [];
        async Task Type() => typed = await Keys(name, x, y, keys);
        using (motion)
        {
            Row moved = await new MotionRun(path, Window, motion).Measure(Of(motion.Name), 2 * ScreenMotion.Rate, ScreenMotion.Rate, Type, cancellation);
            return [.. typed, moved];
        }
    }

    private Row Of(string name) => new Row().With("path", path.Name).With("case", name);
}
