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
        foreach (var name in (string[])["raw", "live", "memory"])
        {
            var cases = LiveCase.All.Where(c => Wanted($"{c}")).ToArray();
            await using var path = await LivePath.StartAsync(name);

            // The first load of a process pays for compiling; nobody's figures should.
            if (cases.Length > 0) await path.RunAsync(new LiveCase(20, 2, 4), WarmUp, WarmUp, cancellation);
            foreach (var load in cases)
            {
                var row = await path.RunAsync(load, WarmUp, Measured, cancellation);
                if (rows.Find(r => Equals(r["path"], "raw") && Equals(r["case"], row["case"])) is { } raw) row.With("p50TimesRaw", Number(row, "p50Ms") / Number(raw, "p50Ms"));
                rows.Add(row);
                Print(row);
            }

            foreach (var streams in (int[])[0, 20])
            {
                if (name == "raw" || !Wanted($"idle{streams}")) continue;
                var row = await path.RunIdleAsync(streams, Measured, cancellation);
                rows.Add(row);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row["case"],-12} {row["path"],-7} CPU % of a core: silo {row["cpuPctSilo"]}, subscriber {row["cpuPctSubscriber"]}"));
            }
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
