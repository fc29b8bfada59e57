using System.Diagnostics;
using System.Globalization;
using RemoteAssist.Rig;

namespace RemoteAssist.Benchmarks.Relay;

/// <summary>One session with many viewers, without and with one that reads at 16 KB/s; and many sessions with one viewer each.</summary>
internal sealed class RelayBenchmark : IBenchmark
{
    private const int SlowBytesPerSecond = 16 * 1024;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(60);

    public string Name => "relay";

    public string Summary => "many viewers of one session beside one that is slow, and many sessions, through one process with gateway and silo";

    public async Task<IReadOnlyList<Row>> RunAsync(string? filter, CancellationToken cancellation)
    {
        // All of these people come from one address.
        foreach (string key in (string[])["Gateway__JoinsPerMinute", "Gateway__ResumesPerMinute", "Pins__AttemptsPerAddress", "Pins__AttemptsPerTenant"]) Environment.SetEnvironmentVariable(key, "10000");
        await using Installation installation = await Installation.StartEmbedded();
        using Door door = await Door.Open(installation);
        using var gateway = Process.GetProcessById(installation.GatewayProcesses()[0]);
        var rows = new List<Row>();
        Console.WriteLine($"{"case",-18} {"p50 ms",8} {"p95 ms",8} {"p99 ms",8} {"of alone",8}   updates/s, slow viewer's p95 ms and s to the exact picture, CPU ms an update, MB");
        await Measure(door, gateway, "warm-up", 1, 4, slow: true, perSecond: 30, cancellation);
        foreach (int viewers in (int[])[1, 4, Door.MostViewers - 1])
        {
            if (filter is not null && !$"viewers{viewers}".Contains(filter, StringComparison.Ordinal)) continue;
            Row alone = await Measure(door, gateway, $"viewers{viewers}", 1, viewers, slow: false, perSecond: 30, cancellation);
            Row beside = await Measure(door, gateway, $"viewers{viewers} and slow", 1, viewers, slow: true, perSecond: 30, cancellation);
            beside.With("p95TimesAlone", (double)beside["p95Ms"]! / (double)alone["p95Ms"]!);
            foreach (Row row in (Row[])[alone, beside]) Print(row);
            rows.AddRange([alone, beside]);
        }

        foreach (int sessions in (int[])[1, 20, 100])
        {
            if (filter is not null && !$"sessions{sessions}".Contains(filter, StringComparison.Ordinal)) continue;
            Row row = await Measure(door, gateway, $"sessions{sessions}", sessions, 1, slow: false, perSecond: 5, cancellation);
            Print(row);
            rows.Add(row);
        }

        return rows;
    }

    private static async Task<Row> Measure(Door door, Process gateway, string name, int sessions, int viewers, bool slow, int perSecond, CancellationToken cancellation)
    {
        var hosts = new List<RelayHost>();
        var good = new List<RelayViewer>();
        var ids = new List<string>();
        RelayViewer? laggard = null;
        try
        {
            for (int i = 0; i < sessions; i++)
            {
                (string id, string pin) = await door.Start();
                ids.Add(id);
                hosts.Add(new RelayHost(await door.Share(pin)));
                await hosts[^1].Begin();
                for (int viewer = 0; viewer < viewers; viewer++)
                {
                    good.Add(new RelayViewer(await door.Watch(id, viewer), draws: false));
                    await good[^1].Greet();
                }
            }

            if (slow)
            {
                laggard = new RelayViewer(await door.Watch(ids[0], viewers), draws: true, SlowBytesPerSecond);
                await laggard.Greet();
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            Task[] scrolling = [.. hosts.Select(host => host.Scroll(perSecond, stop.Token))];
            await Task.Delay(WarmUp, cancellation);
            foreach (RelayViewer viewer in good) viewer.Reset();
            laggard?.Reset();
            TimeSpan cpu = Cpu(gateway);
            long updates = hosts.Sum(host => host.Bytes), repaired = hosts.Sum(host => (long)host.Repaired);
            await Task.Delay(Measured, cancellation);
            TimeSpan used = Cpu(gateway) - cpu;
            double[] delays = [.. good.SelectMany(viewer => viewer.Delays).Order()];
            double[] late = [.. (laggard?.Delays ?? []).Order()];
            double megabytes = gateway.WorkingSet64 / 1048576.0;
            double sent = delays.Length / (double)viewers;
            Row row = new Row().With("case", name).With("path", "embedded").With("sessions", (object)sessions).With("viewers", (object)viewers)
                .With("updatesPerS", sent / sessions / Measured.TotalSeconds)
                .With("uplinkKbPerS", (hosts.Sum(host => host.Bytes) - updates) / 1024.0 / sessions / Measured.TotalSeconds)
                .With("p50Ms", At(delays, 0.5)).With("p95Ms", At(delays, 0.95)).With("p99Ms", At(delays, 0.99))
                .With("cpuMsPerUpdate", used.TotalMilliseconds / sent)
                .With("cpuPctPerSession", 100 * used.TotalMilliseconds / Measured.TotalMilliseconds / sessions)
                .With("memoryMb", megabytes);
            long stopped = RelayPeer.Now;
            await stop.CancelAsync();
            await Task.WhenAll(scrolling);
            if (laggard is not null)
            {
                while (!laggard.Shows(hosts[0].Pixels) && RelayPeer.Now - stopped < SettleLimit.TotalMicroseconds && laggard.Failure is null) await Task.Delay(20, cancellation);
                row.With("slowUpdates", (object)late.Length).With("slowP95Ms", At(late, 0.95)).With("slowMaxMs", At(late, 1))
                    .With("slowRepairedTilesPerS", (hosts[0].Repaired - repaired) / Measured.TotalSeconds)
                    .With("slowExact", laggard.Shows(hosts[0].Pixels))
                    .With("slowSettleS", (RelayPeer.Now - stopped) / 1e6);
            }

            string? failure = hosts.Select(host => host.Failure).Concat(good.Select(viewer => viewer.Failure)).Append(laggard?.Failure).FirstOrDefault(failure => failure is not null);
            return failure is null ? row : throw new InvalidOperationException($"{name}: {failure}");
        }
        finally
        {
            foreach (RelayPeer peer in (RelayPeer[])[.. good, .. hosts]) await peer.DisposeAsync();
            if (laggard is not null) await laggard.DisposeAsync();
            foreach (string id in ids) await door.End(id);
        }
    }

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    private static void Print(Row row)
    {
        object? Get(string key) => row.GetValueOrDefault(key, "-");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Get("case"),-18} {Get("p50Ms"),8} {Get("p95Ms"),8} {Get("p99Ms"),8} {Get("p95TimesAlone"),8}   {Get("updatesPerS")}, {Get("slowP95Ms")} and {Get("slowSettleS")} ({Get("slowExact")}), {Get("cpuMsPerUpdate")}, {Get("memoryMb")}"));
    }
}
