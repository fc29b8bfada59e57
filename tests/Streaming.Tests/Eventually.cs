using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace RemoteAssist.Streaming.Tests;

/// <summary>Waits for a state, and says what it waited for when it does not come.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task True(Func<bool> state, Func<string>? details = null, [CallerArgumentExpression(nameof(state))] string what = "")
        => await True(() => Task.FromResult(state()), details, what);

    public static async Task True(Func<Task<bool>> state, Func<string>? details = null, [CallerArgumentExpression(nameof(state))] string what = "")
    {
        var since = Stopwatch.GetTimestamp();
        while (!await state())
        {
            if (Stopwatch.GetElapsedTime(since) > Limit) Assert.Fail($"Waited {Limit.TotalSeconds} s for: {what}. {details?.Invoke()}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for a task that is a state of its own.</summary>
    public static async Task<T> Result<T>(Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        if (await Task.WhenAny(task, Task.Delay(Limit, TestContext.Current.CancellationToken)) != task) Assert.Fail($"Waited {Limit.TotalSeconds} s for: {what}.");
        return await task;
    }

    /// <summary>Waits for a task that is a state of its own.</summary>
    public static async Task Done(Task task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        if (await Task.WhenAny(task, Task.Delay(Limit, TestContext.Current.CancellationToken)) != task) Assert.Fail($"Waited {Limit.TotalSeconds} s for: {what}.");
        await task;
    }
}
