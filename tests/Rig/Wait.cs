using System.Diagnostics;

namespace RemoteAssist.Rig;

/// <summary>Waits for a state, with a limit that only a fault ever reaches.</summary>
internal static class Wait
{
    /// <summary>The limit unless another is given: generous, for a machine under load.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(40);

    /// <summary>Waits until <paramref name="reached"/> says so.</summary>
    /// <param name="what">What is awaited, for the message of a time-out.</param>
    /// <param name="reached">Looks.</param>
    /// <param name="limit">How long to look, <see cref="Limit"/> by default.</param>
    /// <param name="now">Says how things stand, for the message of a time-out.</param>
    /// <exception cref="TimeoutException">It was not reached.</exception>
    public static async Task Until(string what, Func<Task<bool>> reached, TimeSpan? limit = null, Func<Task<string>>? now = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await reached())
        {
            if (Stopwatch.GetElapsedTime(start) > (limit ?? Limit))
                throw new TimeoutException($"Not reached within {(limit ?? Limit).TotalSeconds:0} s: {what}.{(now is null ? "" : $" It stands so: {await now()}")}");
            await Task.Delay(Step);
        }
    }

    /// <inheritdoc cref="Until(string, Func{Task{bool}}, TimeSpan?, Func{Task{string}}?)"/>
    public static Task Until(string what, Func<bool> reached, TimeSpan? limit = null, Func<string>? now = null) =>
        Until(what, () => Task.FromResult(reached()), limit, now is null ? null : () => Task.FromResult(now()));
}
