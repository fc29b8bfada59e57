using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Connection;

/// <summary>
/// Messages on their way to one gateway, in order, one send at a time. A picture is sent on the thread that made it, without a hand-over; all
/// else is handed over, so that the thread that receives input never sends.
/// </summary>
internal sealed class Outbox : ICastSink
{
    /// <summary>Buffers kept for reuse: two pictures of eight parts.</summary>
    private const int Kept = 16;

    private readonly Func<ReadOnlyMemory<byte>, ValueTask> _send;
    private readonly Queue<Entry> _waiting = new();
    private readonly Stack<byte[]> _free = new();
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _sending, _closed;
    private TaskCompletionSource? _drained;

    /// <summary>Makes an outbox.</summary>
    /// <param name="send">Sends one message; what it throws ends the outbox.</param>
    internal Outbox(Func<ReadOnlyMemory<byte>, ValueTask> send) => _send = send;

    /// <summary>Completes when a message could not be sent.</summary>
    internal Task Broken => _broken.Task;

    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    public byte[] Rent()
    {
        lock (_gate)
        {
            if (_free.TryPop(out byte[]? buffer)) return buffer;
        }

        return GC.AllocateUninitializedArray<byte>(Caps.Message);
    }

    public void Post(byte[] buffer, int length)
    {
        // What fails is told by Broken.
        if (Enqueue(new Entry(buffer.AsMemory(0, length), buffer))) _ = PumpAsync();
    }

    public void Send(ReadOnlyMemory<byte> message)
    {
        if (Enqueue(new Entry(message, null))) ThreadPool.UnsafeQueueUserWorkItem(static outbox => _ = outbox.PumpAsync(), this, preferLocal: false);
    }

    /// <summary>Completes when all that was given has been sent, or could not be.</summary>
    internal Task Drained()
    {
        lock (_gate)
        {
            if (!_sending || _closed) return Task.CompletedTask;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    /// <summary>Drops what waits and takes nothing more.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _waiting.Clear();
            _drained?.TrySetResult();
        }
    }

    private bool Enqueue(in Entry entry)
    {
        lock (_gate)
        {
            if (_closed)
            {
                Keep(entry);
                return false;
            }

            _waiting.Enqueue(entry);
            if (_sending) return false;
            _sending = true;
            return true;
        }
    }

    private async Task PumpAsync()
    {
        while (TryTake(out Entry entry))
        {
            try
            {
                await _send(entry.Message).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Whatever it was, this connection sends no more; the receiving side says why.
                Close();
                _broken.TrySetResult();
            }

            lock (_gate) Keep(entry);
        }
    }

    private bool TryTake(out Entry entry)
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out entry)) return true;
            _sending = false;
            _drained?.TrySetResult();
            _drained = null;
            return false;
        }
    }

    private void Keep(in Entry entry)
    {
        if (entry.Rented is { } buffer && _free.Count < Kept) _free.Push(buffer);
    }

    private readonly record struct Entry(ReadOnlyMemory<byte> Message, byte[]? Rented);
}
