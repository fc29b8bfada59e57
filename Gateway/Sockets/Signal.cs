using System.Threading.Tasks.Sources;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>Wakes the one loop that waits for it. Signals that nobody waits for are kept as one. Waiting allocates nothing.</summary>
internal sealed class Signal : IValueTaskSource
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private bool _set;
    private bool _waiting;

    /// <summary>Wakes the loop, now or when it next waits. Never blocks and never runs the loop on this thread.</summary>
    internal void Set()
    {
        lock (_lock)
        {
            _set = true;
            if (!_waiting) return;
            _waiting = false;
            _set = false;
        }

        _core.SetResult(true);
    }

    /// <summary>Completes at the next signal. One caller at a time.</summary>
    internal ValueTask Wait()
    {
        lock (_lock)
        {
            if (_set)
            {
                _set = false;
                return ValueTask.CompletedTask;
            }

            _core.Reset();
            _waiting = true;
            return new ValueTask(this, _core.Version);
        }
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
