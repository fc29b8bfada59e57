using RemoteAssist.Benchmarks.Glass.Link;
using RemoteAssist.Benchmarks.Glass.Motion;
using RemoteAssist.Rig.X;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>
/// What an agent waits for: a change on the customer's screen until its pixels are on the agent's canvas, a key until the customer's program has
/// it; what an agent sees of something that moves, and what it costs; through RemoteAssist in one process and as a cluster, and through TigerVNC
/// and noVNC beside it in the same run.
/// </summary>
internal sealed class GlassBenchmark : IBenchmark
{
    private const int Samples = 100, FewerSamples = 60;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(4);

    public string Name => "glass";

    public string Summary => "a change on the customer's screen until it is on the agent's canvas, a key back, and what moves, beside TigerVNC with noVNC";

    public Task<IReadOnlyList<Row>> RunAsync(string? filter, CancellationToken cancellation) =>
        Run([new RemoteAssistPath(cluster: false), new RemoteAssistPath(cluster: true), new NoVncPath()], Cases, filter, cancellation);

    /// <summary>Runs cases on paths, one path after the other.</summary>
    /// <param name="paths">The paths; those for which the machine lacks something are left out.</param>
    /// <param name="cases">The cases' names, and how each is measured, in order.</param>
    /// <param name="filter">Only cases whose name, with the path's before it, contains this; null for all.</param>
    /// <param name="cancellation">Ends the run.</param>
    internal static async Task<IReadOnlyList<Row>> Run(
        GlassPath[] paths, Func<GlassPath, GlassCases, IEnumerable<(string Name, Func<Task<IEnumerable<Row>>> Measure)>> cases, string? filter, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        GlassTable.Head();
        foreach (GlassPath path in paths)
        {
            var measurements = new GlassCases(path, cancellation);
            (string Name, Func<Task<IEnumerable<Row>>> Measure)[] wanted =
                [.. cases(path, measurements).Where(each => filter is null || $"{path.Name} {each.Name}".Contains(filter, StringComparison.Ordinal))];
            if (wanted.Length == 0) continue;
            string[] missing = [.. path.Missing, .. SocketBytes.Missing];
            if (missing.Length > 0)
            {
                GlassTable.LeftOut(path, missing);
                continue;
            }

            await using (path)
            {
                await path.Start();
                using var window = new XWindow(path.Display, 0, 0, GlassPath.Width, GlassPath.Height);
                window.Fill(0x204060, 0, 0, GlassPath.Width, GlassPath.Height);
                await Task.Delay(Settle, cancellation);
                measurements.Window = window;
                foreach ((_, Func<Task<IEnumerable<Row>>> measure) in wanted)
                {
                    foreach (Row row in await measure())
                    {
                        rows.Add(row);
                        GlassTable.Print(row);
                    }
                }
            }
        }

        return rows;
    }

    private static IEnumerable<(string, Func<Task<IEnumerable<Row>>>)> Cases(GlassPath path, GlassCases cases)
    {
        yield return ("still", cases.StillScreen);
        foreach ((int width, int height, bool textured) in ((int, int, bool)[])[(64, 64, false), (800, 600, false), (64, 64, true), (800, 600, true)])
        {
            string name = $"{width}x{height}{(textured ? " text" : "")}";
            yield return (name, () => cases.Blocks(name, width, height, textured, Samples));
        }

        yield return ("key", () => cases.Keys("key", 900, 500, Samples));
        yield return ("scroll", () => cases.Moves(new ScrollMotion(), "scroll"));
        yield return ("drag", () => cases.Moves(new DragMotion(), "drag"));
        yield return ("video", () => cases.Moves(new VideoMotion(), "video"));
        if (!path.TakesViewers) yield break;
        int viewers = 1;
        async Task Fill(int wanted)
        {
            await path.AddViewers(wanted - viewers);
            viewers = wanted;
        }

        foreach (int wanted in (int[])[4, 16])
        {
            yield return ($"scroll, {wanted} viewers", async () =>
            {
                await Fill(wanted);
                return await cases.Moves(new ScrollMotion(), $"scroll, {wanted} viewers");
            });
        }

        yield return ("64x64, 16 viewers", async () =>
        {
            await Fill(16);
            return await cases.Blocks("64x64, 16 viewers", 64, 64, false, FewerSamples);
        });
    }
}
