using System.Diagnostics;
using Microsoft.Playwright;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>
/// A viewer's page that tells when given pixels stand on its canvas: every call that draws on a canvas of the page is followed by a look at
/// those of the awaited pixels that it can have touched.
/// </summary>
internal sealed class GlassPage
{
    private const string Script =
        """
        (() => {
          const glass = window.glass = { watch: null, keyAt: 0, doneAt: 0 };
          addEventListener('keydown', () => { glass.keyAt = performance.now(); }, { capture: true });
          const look = (context, x, y, width, height) => {
            const watch = glass.watch;
            if (!watch || !context.canvas.isConnected) return;
            watch.points = watch.points.filter(point => {
              if (point.x < x || point.y < y || point.x >= x + width || point.y >= y + height) return true;
              const [red, green, blue] = context.getImageData(point.x, point.y, 1, 1).data;
              return (red << 16 | green << 8 | blue) !== point.colour;
            });
            if (watch.points.length > 0) return;
            glass.doneAt = performance.now();
            glass.watch = null;
            watch.resolve(glass.doneAt);
          };
          const wrap = (name, box) => {
            const draw = CanvasRenderingContext2D.prototype[name];
            CanvasRenderingContext2D.prototype[name] = function (...given) {
              draw.apply(this, given);
              look(this, ...box(given));
            };
          };
          wrap('fillRect', given => given);
          wrap('putImageData', ([image, x, y]) => [x, y, image.width, image.height]);
          wrap('drawImage', given => given.length === 3 ? [given[1], given[2], given[0].width, given[0].height] : given.length === 5 ? given.slice(1) : given.slice(5));
          glass.await = points => new Promise(resolve => { glass.watch = { points, resolve }; });
        })();
        """;

    private double _offset;

    private GlassPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Prepares a page that has not been opened yet.</summary>
    public static async Task<GlassPage> Prepare(IPage page)
    {
        await page.AddInitScriptAsync(Script);
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
}

/// <summary>A pixel that is awaited.</summary>
/// <param name="X">From the left edge of the screen.</param>
/// <param name="Y">From the top edge of the screen.</param>
/// <param name="Colour">0xRRGGBB.</param>
internal readonly record struct Pixel(int X, int Y, int Colour);
