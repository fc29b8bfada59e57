using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>
/// How fast one agent's input is taken. What is above waits in the agent's own socket: nothing is lost, so no key stays down, and neither the
/// host's road nor the other agents feel it.
/// </summary>
/// <param name="bytesPerSecond">What is taken for ever; four seconds' worth is taken at once, a large paste for example.</param>
/// <param name="time">The clock.</param>
internal sealed class InputBudget(int bytesPerSecond, TimeProvider time)
{
    /// <summary>Seconds' worth that is taken at once.</summary>
    internal const int Burst = 4;

    /// <summary>What a message costs besides its bytes: a call and a lock at every hop.</summary>
    internal const int PerMessage = 32;

    private long _bytes = (long)bytesPerSecond * Burst;
    private long _at = time.Monotonic();

    /// <summary>Takes a message into account.</summary>
    /// <param name="length">Its bytes, at most <see cref="Caps.Input"/>.</param>
    /// <returns>How long to wait before the next is read.</returns>
    internal TimeSpan Take(int length)
    {
        long now = time.Monotonic();
        long earned = (now - _at) * bytesPerSecond / 1_000_000;
        // What is less than a byte is earned with the next.
        if (earned > 0) _at = now;
        _bytes = Math.Min((long)bytesPerSecond * Burst, _bytes + earned) - length - PerMessage;
        return _bytes >= 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(-_bytes * 1_000_000 / bytesPerSecond);
    }
}
