using System.Globalization;

namespace RemoteAssist.Benchmarks.Live;

/// <summary>Stream latency and CPU per message, beside a raw TCP relay (the physical bound) and the stock memory streams.</summary>
internal sealed class LiveBenchmark : IBenchmark
{
    /// <summary>How often the quick paths take their turns at a case: their medians count, so that a moment of the machine does not.</summary>
    private const int Rounds = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MeasuredIdle = TimeSpan.FromSeconds(5);

    public string Name => "live";

    public string Summary => "stream latency and CPU per message, beside a raw TCP relay and Orleans' memory streams";

    public async Task<IReadOnlyList<Row>> RunAsync(string? filter, CancellationToken cancellation)
    {
        bool Wanted(string name) => filter is null || name.Contains(filter, StringComparison.Ordinal);
        var rows = new List<Row>();
        Console.WriteLine($"{"case",-12} {"path",-7} {"p50 ms",8} {"p95 ms",8} {"p99 ms",8} {"p50/raw",8}   CPU ms a message: silo, publisher, subscriber");
        var cases = LiveCase.All.Where(c => Wanted($"{c}")).ToArray();
        var paths = new List<LivePath>();
        try
        {
            foreach (var name in (string[])["raw", "live", "memory"]) paths.Add(await LivePath.StartAsync(name));

            // The first load of a process pays for compiling; nobody's figures should.
            foreach (var path in paths) await path.RunAsync(new LiveCase(20, 2, 4), WarmUp, Measured, cancellation);

            foreach (var load in cases)
            {
                foreach (var row in await RunAsync(paths, load, cancellation))
                {
                    rows.Add(row);
                    Print(row);
                }
            }

            foreach (var path in paths.Where(p => p.Name != "raw"))
            {
                foreach (var streams in ((int[])[0, 20]).Where(streams => Wanted($"idle{streams}")))
                {
                    var row = await path.RunIdleAsync(streams, MeasuredIdle, cancellation);
                    rows.Add(row);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row["case"],-12} {row["path"],-7} CPU % of a core: silo {row["cpuPctSilo"]}, subscriber {row["cpuPctSubscriber"]}"));
                }
            }
        }
        finally
        {
            foreach (var path in paths) await path.DisposeAsync();
        }

        return rows;
    }

    /// <summary>The paths take turns, so that what else the machine does meets all alike; memory streams are so much slower that one turn tells.</summary>
    private static async Task<IReadOnlyList<Row>> RunAsync(IReadOnlyList<LivePath> paths, LiveCase load, CancellationToken cancellation)
    {
        var turns = paths.ToDictionary(path => path.Name, _ => new List<Row>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var path in paths)
            {
                if (round > 0 && path.Name == "memory") continue;
                var row = await path.RunAsync(load, WarmUp, Measured, cancellation);
                if (path.Name != "raw") row.With("p50TimesRaw", Number(row, "p50Ms") / Number(turns["raw"][round], "p50Ms"));
                turns[path.Name].Add(row);
            }
        }

        return [.. paths.Select(path => Row.Median(turns[path.Name]))];
    }

    private static double Number(Row row, string key) => row.GetValueOrDefault(key) is double number ? number : double.NaN;

    private static void Print(Row row)
    {
        object? Get(string key) => row.GetValueOrDefault(key, "-");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Get("case"),-12} {Get("path"),-7} {Get("p50Ms"),8} {Get("p95Ms"),8} {Get("p99Ms"),8} {Get("p50TimesRaw"),8}   {Get("cpuMsPerMessageSilo")}, {Get("cpuMsPerMessagePublisher")}, {Get("cpuMsPerMessageSubscriber")}"));
    }
}
