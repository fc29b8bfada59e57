using System.Globalization;
using System.Text.Json.Nodes;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>One case on one path; docs/benchmarks.md explains the keys.</summary>
/// <param name="Path">The way from screen to canvas.</param>
/// <param name="Case">What changed.</param>
internal sealed record GlassResult(string Path, string Case)
{
    public int Samples { get; init; }

    public double? P50Ms { get; init; }

    public double? P95Ms { get; init; }

    public double? P99Ms { get; init; }

    public double? CpuPct { get; init; }

    public static GlassResult Of(string path, string name, List<double> delays)
    {
        double[] sorted = [.. delays.Order()];
        return new GlassResult(path, name) { Samples = sorted.Length, P50Ms = At(0.50), P95Ms = At(0.95), P99Ms = At(0.99) };

        // The nearest rank.
        double At(double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public JsonObject ToJson()
    {
        var flat = new JsonObject { ["bench"] = "glass", ["path"] = Path, ["case"] = Case };
        if (Samples > 0) flat["samples"] = Samples;
        if (P50Ms is { } p50) flat["p50Ms"] = Math.Round(p50, 2);
        if (P95Ms is { } p95) flat["p95Ms"] = Math.Round(p95, 2);
        if (P99Ms is { } p99) flat["p99Ms"] = Math.Round(p99, 2);
        if (CpuPct is { } cpu) flat["cpuPct"] = Math.Round(cpu, 2);
        return flat;
    }

    public override string ToString() => CpuPct is { } cpu
        ? string.Create(CultureInfo.InvariantCulture, $"{Path,-20} {Case,-20} host uses {cpu:0.00} % of a core")
        : string.Create(CultureInfo.InvariantCulture, $"{Path,-20} {Case,-20} p50 {P50Ms,7:0.0} ms   p95 {P95Ms,7:0.0} ms   p99 {P99Ms,7:0.0} ms");
}
