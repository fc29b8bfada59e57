using System.Diagnostics;
using Microsoft.Playwright;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>
/// A viewer's page that tells when given pixels stand on its canvas, which numbers of a motion it has shown, and when the picture was the final one.
/// </summary>
internal sealed class GlassPage
{
    private double _offset;

    private GlassPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Prepares a page that has not been opened yet.</summary>
    public static async Task<GlassPage> Prepare(IPage page)
    {
        await page.AddInitScriptAsync(GlassScript.Text);
        return new GlassPage(page);
    }

    /// <summary>Measures how the page's clock and ours differ; both count the machine's monotonic time. Opening another page needs it again.</summary>
    public async Task Calibrate()
    {
        double best = double.MaxValue;
        for (int i = 0; i < 200; i++)
        {
            double before = Now();
            double there = await Page.EvaluateAsync<double>("() => performance.now()");
            double after = Now();
            if (after - before >= best) continue;
            best = after - before;
            _offset = there - (before + after) / 2;
        }
    }

    /// <summary>Our clock, in ms.</summary>
    public static double Now() => ToMs(Stopwatch.GetTimestamp());

    /// <summary>A <see cref="Stopwatch"/> timestamp in ms.</summary>
    public static double ToMs(long timestamp) => timestamp * 1000.0 / Stopwatch.Frequency;

    /// <summary>A time of the page's clock in ms of ours.</summary>
    public double ToOurs(double pageMs) => pageMs - _offset;

    /// <summary>Begins to wait for pixels.</summary>
    /// <returns>When all of them stood on the canvas, in ms of our clock.</returns>
    public async Task<Task<double>> Await(params Pixel[] pixels)
    {
        object[] points = [.. pixels.Select(pixel => new Dictionary<string, object> { ["x"] = pixel.X, ["y"] = pixel.Y, ["colour"] = pixel.Colour })];
        await Page.EvaluateAsync("points => { window.glass.result = window.glass.await(points); }", points);
        return Result();

        async Task<double> Result() => ToOurs(await Page.EvaluateAsync<double>("() => window.glass.result"));
    }

    /// <summary>When the page saw the last key go down, in ms of our clock.</summary>
    public async Task<double> KeyAt() => ToOurs(await Page.EvaluateAsync<double>("() => window.glass.keyAt"));

    /// <summary>From now on every number of a motion that appears is noted.</summary>
    public Task Follow(int x, int y) => Page.EvaluateAsync("([x, y]) => window.glass.follow(x, y)", new[] { x, y });

    /// <summary>The numbers that appeared, in order, each with its time in ms of our clock.</summary>
    public async Task<IReadOnlyList<(int Number, double At)>> Followed()
    {
        double[] flat = await Page.EvaluateAsync<double[]>("() => window.glass.followed()");
        return [.. flat.Chunk(2).Select(pair => ((int)pair[0], ToOurs(pair[1])))];
    }

    /// <summary>From now on a rectangle of the picture is looked at again and again, every <see cref="RestStep"/> ms, for <see cref="RestHash"/>.</summary>
    public Task Rest(int x, int y, int width, int height) => Page.EvaluateAsync("box => window.glass.rest(...box)", new[] { x, y, width, height, RestStep });

    /// <summary>How often a resting picture is looked at, ms.</summary>
    public const int RestStep = 20;

    /// <summary>Every different picture that was seen since <see cref="Rest"/>, as a hash like <see cref="RestHash"/>'s, with its time in ms of our clock. Ends the watch.</summary>
    public async Task<IReadOnlyList<(uint Hash, double At)>> Rested()
    {
        double[] flat = await Page.EvaluateAsync<double[]>("() => window.glass.rested()");
        return [.. flat.Chunk(2).Select(pair => ((uint)pair[0], ToOurs(pair[1])))];
    }

    /// <summary>The hash of pixels (0xRRGGBB, row by row) as the page computes it: FNV-1a over the pixels.</summary>
    public static uint RestHash(ReadOnlySpan<uint> pixels)
    {
        uint hash = 2166136261;
        foreach (uint pixel in pixels) hash = (hash ^ pixel) * 16777619;
        return hash;
    }
}

/// <summary>A pixel that is awaited.</summary>
/// <param name="X">From the left edge of the screen.</param>
/// <param name="Y">From the top edge of the screen.</param>
/// <param name="Colour">0xRRGGBB.</param>
internal readonly record struct Pixel(int X, int Y, int Colour);
