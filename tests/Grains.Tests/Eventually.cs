using System.Diagnostics;

namespace RemoteAssist.Grains.Tests;

/// <summary>Waits for a state, with a limit whose message names it.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    internal static async Task Is(Func<Task<bool>> condition, string awaited)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Limit, $"Waited {Limit.TotalSeconds:0} s in vain: {awaited}.");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    internal static Task Is(Func<bool> condition, string awaited) => Is(() => Task.FromResult(condition()), awaited);
}
