using RemoteAssist.StreamNode;

namespace RemoteAssist.Benchmarks.Live;

/// <summary>One way from publisher to subscribers, in processes of its own: a server in the middle, a publisher, four subscribers.</summary>
internal sealed class LivePath : IAsyncDisposable
{
    private const int MostSubscribers = 4;
    private readonly NodeProcess _middle;
    private readonly NodeProcess _publisher;
    private readonly NodeProcess[] _subscribers;
    private int _run;

    private LivePath(string name, NodeProcess middle, NodeProcess publisher, NodeProcess[] subscribers)
    {
        Name = name;
        _middle = middle;
        _publisher = publisher;
        _subscribers = subscribers;
    }

    public string Name { get; }

    /// <param name="name"><c>raw</c>: a TCP relay; <c>live</c>: this product's provider; <c>memory</c>: Orleans' memory streams.</param>
    public static async Task<LivePath> StartAsync(string name)
    {
        var middle = name == "raw" ? await NodeProcess.StartAsync(null, "relay") : await NodeProcess.StartAsync(null, "silo", name, "-");
        var port = middle.Ready.GetProperty(name == "raw" ? "port" : "gatewayPort").GetInt32();
        Task<NodeProcess> Client() => NodeProcess.StartAsync(null, "client", name, $"{port}");
        return new LivePath(name, middle, await Client(), await Task.WhenAll(Enumerable.Range(0, MostSubscribers).Select(_ => Client())));
    }

    public async Task<Row> RunAsync(LiveCase load, TimeSpan warmUp, TimeSpan measured, CancellationToken cancellation)
    {
        var subscribers = _subscribers[..load.Subscribers];
        var prefix = $"bench-{_run++}-";
        await Task.WhenAll(subscribers.Select(s => s.AskAsync($"subscribe {prefix} {load.Sessions} 0")));
        await _publisher.AskAsync($"publish {prefix} {load.Sessions} {LiveCase.Rate} {load.MessageKb * 1024}");
        await Task.Delay(warmUp, cancellation);

        await Task.WhenAll(subscribers.Select(s => s.AskAsync("reset")));
        var before = (await CpuAsync(_middle), await CpuAsync(_publisher), await CpuAsync(subscribers), await _publisher.AskAsync<long>("sent"));
        await Task.Delay(measured, cancellation);
        var after = (await CpuAsync(_middle), await CpuAsync(_publisher), await CpuAsync(subscribers), await _publisher.AskAsync<long>("sent"));
        var reports = await Task.WhenAll(subscribers.Select(s => s.AskAsync<ReceiptReport>("report")));

        await _publisher.AskAsync("stop");
        await Task.WhenAll(subscribers.Select(s => s.AskAsync("unsubscribe")));
        var sent = after.Item4 - before.Item4;
        return new Row()
            .With("case", load.ToString())
            .With("path", Name)
            .With("sessions", (object)load.Sessions)
            .With("messageKb", (object)load.MessageKb)
            .With("subscribers", (object)load.Subscribers)
            .With("messages", (object)sent)
            .With("receivedPct", 100.0 * reports.Average(r => r.Received) / sent)
            .With("p50Ms", reports.Average(r => r.P50Ms ?? double.NaN))
            .With("p95Ms", reports.Average(r => r.P95Ms ?? double.NaN))
            .With("p99Ms", reports.Average(r => r.P99Ms ?? double.NaN))
            .With("cpuMsPerMessageSilo", (after.Item1 - before.Item1) / sent)
            .With("cpuMsPerMessagePublisher", (after.Item2 - before.Item2) / sent)
            .With("cpuMsPerMessageSubscriber", (after.Item3 - before.Item3) / sent);
    }

    /// <summary>What streams cost the silo on which nothing is published.</summary>
    public async Task<Row> RunIdleAsync(int streams, TimeSpan measured, CancellationToken cancellation)
    {
        if (streams > 0) await _subscribers[0].AskAsync($"subscribe idle- {streams} 0");
        await Task.Delay(TimeSpan.FromSeconds(3), cancellation);
        var before = (await CpuAsync(_middle), await CpuAsync(_subscribers[0]));
        await Task.Delay(measured, cancellation);
        var after = (await CpuAsync(_middle), await CpuAsync(_subscribers[0]));
        if (streams > 0) await _subscribers[0].AskAsync("unsubscribe");
        return new Row()
            .With("case", $"idle{streams}")
            .With("path", Name)
            .With("sessions", (object)streams)
            .With("subscribers", (object)1)
            .With("cpuPctSilo", 100 * (after.Item1 - before.Item1) / measured.TotalMilliseconds)
            .With("cpuPctSubscriber", 100 * (after.Item2 - before.Item2) / measured.TotalMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in (NodeProcess[])[.. _subscribers, _publisher, _middle]) await node.DisposeAsync();
    }

    private static async Task<double> CpuAsync(params NodeProcess[] nodes)
    {
        var used = await Task.WhenAll(nodes.Select(node => node.AskAsync("cpu")));
        return used.Average(u => u.GetProperty("cpuMs").GetDouble());
    }
}
