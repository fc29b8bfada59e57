using System.Globalization;

namespace RemoteAssist.Benchmarks.Live;

/// <summary>Stream latency and CPU per message, beside a raw TCP relay (the physical bound) and the stock memory streams.</summary>
internal sealed class LiveBenchmark : IBenchmark
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

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

            // Case by case, not path by path, so that what else the machine does meets all paths alike.
            foreach (var load in cases)
            {
                double raw = double.NaN;
                foreach (var path in paths)
                {
                    var row = await path.RunAsync(load, WarmUp, Measured, cancellation);
                    if (path.Name == "raw") raw = Number(row, "p50Ms");
                    else row.With("p50TimesRaw", Number(row, "p50Ms") / raw);
                    rows.Add(row);
                    Print(row);
                }
            }

            foreach (var path in paths.Where(p => p.Name != "raw"))
            {
                foreach (var streams in ((int[])[0, 20]).Where(streams => Wanted($"idle{streams}")))
                {
                    var row = await path.RunIdleAsync(streams, Measured, cancellation);
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

    private static double Number(Row row, string key) => row.GetValueOrDefault(key) is double number ? number : double.NaN;

    private static void Print(Row row)
    {
        object? Get(string key) => row.GetValueOrDefault(key, "-");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Get("case"),-12} {Get("path"),-7} {Get("p50Ms"),8} {Get("p95Ms"),8} {Get("p99Ms"),8} {Get("p50TimesRaw"),8}   {Get("cpuMsPerMessageSilo")}, {Get("cpuMsPerMessagePublisher")}, {Get("cpuMsPerMessageSubscriber")}"));
    }
}
