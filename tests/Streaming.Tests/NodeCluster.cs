using RemoteAssist.StreamNode;

namespace RemoteAssist.Streaming.Tests;

/// <summary>A cluster of real processes: two silos, and as many clients as a test asks for.</summary>
public sealed class NodeCluster : IAsyncLifetime
{
    // A machine under load may pause a process; what is shown here is what survives, not how soon.
    private static readonly Dictionary<string, string> Patient = new() { ["STREAM_NODE_MAX_AGE_S"] = "60" };

    private readonly List<NodeProcess> _nodes = [];
    private NodeProcess _first = null!;

    public NodeProcess Second { get; private set; } = null!;

    public NodeProcess Publisher { get; private set; } = null!;

    public NodeProcess Subscriber { get; private set; } = null!;

    public static int Port(NodeProcess silo) => silo.Ready.GetProperty("siloPort").GetInt32();

    public static async Task<ReceiptReport> Received(NodeProcess subscriber, long count)
    {
        ReceiptReport? report = null;
        await Eventually.True(async () => (report = await subscriber.AskAsync<ReceiptReport>("report")).Received >= count, () => $"{count} wanted, there is {report}");
        return report!;
    }

    public static void AssertComplete(long sent, ReceiptReport report)
    {
        Assert.Equal(sent, report.Received);
        Assert.Equal((0, 0, 0L, 0), (report.Duplicates, report.Disordered, report.Missing, report.Gaps));
    }

    public async ValueTask InitializeAsync()
    {
        _first = await Start("silo", "live", "-");
        Second = await Start("silo", "live", $"{Port(_first)}");
        var clients = await Task.WhenAll(Client(), Client());
        (Publisher, Subscriber) = (clients[0], clients[1]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
    }

    public Task<NodeProcess> Client()
        => Start("client", "live", string.Join(',', new[] { _first, Second }.Select(silo => silo.Ready.GetProperty("gatewayPort").GetInt32())));

    private async Task<NodeProcess> Start(params string[] arguments)
    {
        var node = await NodeProcess.StartAsync(Patient, arguments);
        lock (_nodes) _nodes.Add(node);
        return node;
    }
}
