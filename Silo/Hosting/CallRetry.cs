using System.Reflection;
using Orleans.Runtime.Messaging;
using RemoteAssist.Grains.Interfaces;

namespace RemoteAssist.Silo.Hosting;

/// <summary>
/// Makes a gateway's calls to the product's grains again when a silo has just gone: for a few seconds the gateway still chooses it, and
/// grains that lived there move. What was never sent is always sent again, what may have been carried out only when that does no harm.
/// </summary>
internal sealed class CallRetry(TimeProvider time) : IOutgoingGrainCallFilter
{
    /// <summary>How long after a call was first made it is still made again: the death of a silo is over by then (must-survive, row 12).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(800);

    public Task Invoke(IOutgoingGrainCallContext context) =>
        // Streams have their own way of trying again.
        context.InterfaceName.StartsWith("RemoteAssist.Grains.", StringComparison.Ordinal) ? Retry(context) : context.Invoke();

    private async Task Retry(IOutgoingGrainCallContext context)
    {
        long start = time.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await context.Invoke();
                if (context.Response?.Exception is not { } failure || !MayRetry(failure, context) || time.GetElapsedTime(start) > Patience) return;
            }
            catch (Exception failure) when (MayRetry(failure, context) && time.GetElapsedTime(start) <= Patience)
            {
                // Like a failure that came as an answer.
            }

            await Task.Delay(pause, time);
        }
    }

    private static bool MayRetry(Exception failure, IOutgoingGrainCallContext context) =>
        failure is ConnectionFailedException
        || (failure is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException
            && context.InterfaceMethod?.GetCustomAttribute<OnceOnlyAttribute>() is null);
}
