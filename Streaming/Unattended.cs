namespace RemoteAssist.Streaming;

/// <summary>Starts work that outlives its caller, so that the caller's ambient state (request context, activity, principal) does not leak into it.</summary>
internal static class Unattended
{
    /// <summary>Starts on the caller's thread, which saves a hop where latency matters, unless that belongs to a grain's turn.</summary>
    public static void StartHere(Func<Task> work)
    {
        if (TaskScheduler.Current != TaskScheduler.Default)
        {
            Start(work);
            return;
        }

        using (SuppressFlow()) _ = work();
    }

    /// <summary>Starts on the thread pool.</summary>
    public static Task Start(Func<Task> work)
    {
        using (SuppressFlow()) return Task.Run(work, CancellationToken.None);
    }

    private static AsyncFlowControl? SuppressFlow() => ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
}
