using System.Diagnostics;
using RemoteAssist.Benchmarks.Glass.Link;

namespace RemoteAssist.Benchmarks.Glass;

/// <summary>What a path's processes have used so far.</summary>
/// <param name="At">A <see cref="Stopwatch"/> timestamp.</param>
/// <param name="Host">Processor time on the customer's computer.</param>
/// <param name="Gateways">Processor time of the gateways.</param>
/// <param name="Silos">Processor time of the silos; null without any.</param>
/// <param name="Sent">Bytes that the customer's computer has sent.</param>
internal sealed record PathUsage(long At, TimeSpan Host, TimeSpan Gateways, TimeSpan? Silos, long Sent)
{
    public static async Task<PathUsage> Read(GlassPath path)
    {
        long sent = await SocketBytes.SentBy(path.Host.Id);
        return new PathUsage(Stopwatch.GetTimestamp(), path.Host.CpuTime, Sum(path.Gateways), path.Silos.Count > 0 ? Sum(path.Silos) : null, sent);
    }

    /// <summary>Adds what was used since an earlier reading.</summary>
    public Row Since(PathUsage before, Row row)
    {
        double seconds = Stopwatch.GetElapsedTime(before.At, At).TotalSeconds;
        row.With("kbPerS", (Sent - before.Sent) / 1000.0 / seconds)
            .With("cpuPctHost", (Host - before.Host).TotalSeconds / seconds * 100)
            .With("cpuPctGateway", (Gateways - before.Gateways).TotalSeconds / seconds * 100);
        return Silos is { } now && before.Silos is { } then ? row.With("cpuPctSilo", (now - then).TotalSeconds / seconds * 100) : row;
    }

    private static TimeSpan Sum(IReadOnlyList<int> processes)
    {
        TimeSpan sum = TimeSpan.Zero;
        foreach (int id in processes)
        {
            using Process process = Process.GetProcessById(id);
            sum += process.TotalProcessorTime;
        }

        return sum;
    }
}
