using System.Globalization;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>The figures for people, as they come.</summary>
internal static class GlassTable
{
    public static void Head() => Console.WriteLine(
        $"{"path",-10} {"case",-26} {"p50 ms",8} {"p95 ms",8} {"p99 ms",8} {"frames/s",9} {"KB/s",8} {"host %",7} {"gateway %",9} {"silo %",7} {"exact after ms",14}");

    public static void Print(Row row) => Console.WriteLine(
        $"{row["path"],-10} {row["case"],-26} {At(row, "p50Ms"),8} {At(row, "p95Ms"),8} {At(row, "p99Ms"),8} {At(row, "framesPerS"),9} {At(row, "kbPerS"),8} {At(row, "cpuPctHost"),7} {At(row, "cpuPctGateway"),9} {At(row, "cpuPctSilo"),7} {Rest(row),14}");

    public static void LeftOut(GlassPath path, IEnumerable<string> missing) =>
        Console.WriteLine($"{path.Name,-10} left out: this machine lacks {string.Join(", ", missing)}");

    private static string At(Row row, string key) => row.TryGetValue(key, out object? value) ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "";

    private static string Rest(Row row) => row.TryGetValue("exactAtRest", out object? exact) && exact is false ? "never" : At(row, "exactAfterMs");
}
