using RemoteAssist.StreamNode;

namespace RemoteAssist.Streaming.Tests;

/// <summary>
/// The same rules among real processes: two silos, publishers, subscribers. Processes die here as they do in life, by
/// <c>kill -9</c>.
/// </summary>
public sealed class ProcessTests(NodeCluster nodes) : IClassFixture<NodeCluster>
{
    [Fact]
    public async Task Among_processes_under_load_everything_arrives_in_order_and_once()
    {
        var (publisher, other, subscriber) = (nodes.Publisher, await nodes.Client(), nodes.Subscriber);
        await subscriber.AskAsync("subscribe load- 8 0");
        await publisher.AskAsync("publish load- 8 100 8192");
        await other.AskAsync("publish load- 8 100 200");
        await NodeCluster.Received(subscriber, 2000);
        var sent = (await publisher.AskAsync<LoadReport>("stop")).Sent + (await other.AskAsync<LoadReport>("stop")).Sent;
        var report = await NodeCluster.Received(subscriber, sent);
        NodeCluster.AssertComplete(sent, report);
        await subscriber.AskAsync("unsubscribe");
    }

    [Fact]
    public async Task A_subscriber_process_that_is_slow_or_killed_disturbs_nobody()
    {
        var (publisher, good, slow, doomed) = (nodes.Publisher, nodes.Subscriber, await nodes.Client(), await nodes.Client());
        await good.AskAsync("subscribe killed- 4 0");
        await slow.AskAsync("subscribe killed- 4 200");
        await doomed.AskAsync("subscribe killed- 4 0");
        await publisher.AskAsync("publish killed- 4 30 32768");
        await NodeCluster.Received(doomed, 100);
        doomed.Kill();
        var before = (await good.AskAsync<ReceiptReport>("report")).Received;
        await NodeCluster.Received(good, before + 400);
        var sent = (await publisher.AskAsync<LoadReport>("stop")).Sent;
        var report = await NodeCluster.Received(good, sent);
        NodeCluster.AssertComplete(sent, report);
        await good.AskAsync("unsubscribe");
        Assert.True((await slow.AskAsync<ReceiptReport>("report")).Received < sent, "the slow one cannot have been waited for");
    }

    [Fact]
    public async Task When_hubs_move_between_silos_subscriptions_survive_and_nothing_is_lost()
    {
        var (publisher, subscriber) = (nodes.Publisher, nodes.Subscriber);
        await subscriber.AskAsync("subscribe moved- 4 0");
        await publisher.AskAsync("publish moved- 4 30 4096");
        await NodeCluster.Received(subscriber, 100);
        for (var i = 0; i < 4; i++)
        {
            var from = await publisher.AskAsync<int>($"hub moved-{i}");
            await publisher.AskAsync($"move moved-{i}");
            await Eventually.True(async () => await publisher.AskAsync<int>($"hub moved-{i}") is var now && now != 0 && now != from);
        }

        var before = await subscriber.AskAsync<ReceiptReport>("report");
        await NodeCluster.Received(subscriber, before.Received + 200);
        var load = await publisher.AskAsync<LoadReport>("stop");
        var report = await NodeCluster.Received(subscriber, load.Sent);
        NodeCluster.AssertComplete(load.Sent, report);
        await subscriber.AskAsync("unsubscribe");
    }
}
