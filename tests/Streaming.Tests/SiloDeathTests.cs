using RemoteAssist.StreamNode;

namespace RemoteAssist.Streaming.Tests;

/// <summary>What happens when a silo dies as they do in life, by <c>kill -9</c>.</summary>
public sealed class SiloDeathTests(NodeCluster nodes) : IClassFixture<NodeCluster>
{
    [Fact]
    public async Task After_kill_minus_9_of_the_hubs_silo_items_flow_again_on_their_own()
    {
        var (publisher, subscriber) = (nodes.Publisher, nodes.Subscriber);
        await subscriber.AskAsync("subscribe s- 8 0");
        await publisher.AskAsync("publish s- 8 30 4096");
        await NodeCluster.Received(subscriber, 100);
        var hubs = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => publisher.AskAsync<int>($"hub s-{i}")));
        Assert.Contains(NodeCluster.Port(nodes.Second), hubs);

        var before = await subscriber.AskAsync<ReceiptReport>("report");
        nodes.Second.Kill();
        ReceiptReport? after = null;
        await Eventually.True(
            async () => (after = await subscriber.AskAsync<ReceiptReport>("report")).NewestOfSlowest > before.NewestOfSlowest + 60,
            () => $"{after}");
        var load = await publisher.AskAsync<LoadReport>("stop");
        await Eventually.True(
            async () => (after = await subscriber.AskAsync<ReceiptReport>("report")).NewestOfSlowest >= load.LeastOfAStream,
            () => $"{after}");
        Assert.Equal((0, 0), (after!.Duplicates, after.Disordered));
        Assert.Equal(0, load.Failed);
        Assert.True(after.Gaps > 0, "who may have missed something is told");
    }
}
