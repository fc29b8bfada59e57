using RemoteAssist.Benchmarks.Glass.Link;
using RemoteAssist.Benchmarks.Glass.Motion;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>The same over a slow line between the customer's computer and the gateway: 1 Mbit/s and 80 ms there and back.</summary>
internal sealed class LinkBenchmark : IBenchmark
{
    private const double BitsPerSecond = 1e6;

    private const int Keys = 50;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(40);

    public string Name => "link";

    public string Summary => "a key's echo while text scrolls, and the exact picture after it stops, over a line of 1 Mbit/s and 80 ms, beside TigerVNC with noVNC";

    public Task<IReadOnlyList<Row>> RunAsync(string? filter, CancellationToken cancellation) =>
        GlassBenchmark.Run([new RemoteAssistPath(cluster: false, SlowLine), new NoVncPath(SlowLine)], Cases, filter, cancellation);

    private static ShapedLink SlowLine(int port) => new(port, BitsPerSecond, Delay);

    // Right of where the text scrolls.
    private static IEnumerable<(string, Func<Task<IEnumerable<Row>>>)> Cases(GlassPath path, GlassCases cases)
    {
        yield return ("key", () => cases.Keys("key", 1500, 500, Keys));
        yield return ("scroll", () => cases.Moves(new ScrollMotion(), "scroll"));
        yield return ("key while scrolling", () => cases.Types(new ScrollMotion(), "key while scrolling", 1500, 500, Keys));
    }
}
