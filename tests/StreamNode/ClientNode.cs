using System.Globalization;

namespace RemoteAssist.StreamNode;

/// <summary>
/// A process that publishes or subscribes, or both. Streams are named by a prefix and a number.
/// <code>
/// subscribe PREFIX COUNT DELAY-MS     each callback takes so long
/// unsubscribe                         all of them, and forgets what was received
/// publish PREFIX COUNT RATE BYTES     items a second and stream, from now on
/// stop                                publishing; answers what was published
/// report / reset                      what was received since
/// hub KEY                             the silo port where the stream's hub is
/// move KEY                            moves the hub to another silo
/// </code>
/// </summary>
internal static class ClientNode
{
    public static async Task<int> RunAsync(ITransport transport)
    {
        var receipts = new Receipts();
        Load? load = null;
        await Commands.ServeAsync(true, async words =>
        {
            switch (words)
            {
                case ["subscribe", var prefix, var count, var delay]:
                    await Task.WhenAll(Enumerable.Range(0, Number(count)).Select(i => SubscribeAsync(transport, receipts, prefix + i, Number(delay))));
                    return true;
                case ["unsubscribe"]:
                    await transport.UnsubscribeAllAsync();
                    receipts.Clear();
                    return true;
                case ["publish", var prefix, var count, var rate, var bytes]:
                    load = new Load(transport, prefix, Number(count), Number(rate), Number(bytes));
                    return true;
                case ["stop"]:
                    return await load!.StopAsync();
                case ["sent"]:
                    return load!.Sent;
                case ["report"]:
                    return receipts.Report();
                case ["reset"]:
                    receipts.Reset();
                    return true;
                case ["hub", var key]:
                    return await transport.HubPortAsync(key) ?? 0;
                case ["move", var key]:
                    await transport.MoveHubAsync(key);
                    return true;
                default:
                    throw new ArgumentException($"Unknown command: {string.Join(' ', words)}");
            }
        });
        await transport.DisposeAsync();
        return 0;
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static Task SubscribeAsync(ITransport transport, Receipts receipts, string key, int delayMs)
    {
        var receipt = receipts.For(key);
        return transport.SubscribeAsync(
            key,
            item =>
            {
                receipt.Add(item);
                return delayMs == 0 ? Task.CompletedTask : Task.Delay(delayMs);
            },
            receipt.AddGap);
    }
}
