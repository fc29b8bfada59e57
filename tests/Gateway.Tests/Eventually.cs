namespace RemoteAssist.Gateway.Tests;

/// <summary>Waits for a state, and names it when it does not come.</summary>
internal static class Eventually
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    internal static Task True(Func<bool> state, string what) => True(() => Task.FromResult(state()), what);

    internal static async Task True(Func<Task<bool>> state, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (!await state())
        {
            if (limit.IsCancellationRequested) throw new TimeoutException($"Waited {Limit.TotalSeconds:0} s in vain for: {what}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
