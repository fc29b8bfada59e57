using RemoteAssist.Benchmarks.Clips;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>Hands frames from the thread that reads a clip to the host's thread, in step: one waits while the other works.</summary>
internal sealed class Handover : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _wanted = new(0), _given = new(0), _closed = new(0);

    /// <summary>The frame that was taken last.</summary>
    public Footage? Taken { get; private set; }

    /// <summary>Whether nobody waits any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Gives a frame, or null for the end, and returns when all of it is done and the next is wanted.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="failed">Completes when the host's thread has failed: it will want no more.</param>
    public void Give(Footage? frame, Task<Exception> failed)
    {
        if (Taken is null) AwaitWant(failed);
        Taken = frame;
        _given.Release();
        AwaitWant(failed);
    }

    /// <summary>The host's thread lets the host go.</summary>
    public void Close()
    {
        IsClosed = true;
        _given.Release();
        _closed.Release();
    }

    /// <summary>Waits for the next frame; null at the end.</summary>
    public Footage? Take()
    {
        _wanted.Release();
        _given.Wait();
        return Taken;
    }

    /// <summary>Says that the end is done, and waits for <see cref="Close"/>.</summary>
    public void Finish()
    {
        _wanted.Release();
        _closed.Wait();
    }

    public void Dispose()
    {
        _wanted.Dispose();
        _given.Dispose();
        _closed.Dispose();
    }

    private void AwaitWant(Task<Exception> failed)
    {
        while (!_wanted.Wait(Look))
        {
            if (failed.IsCompletedSuccessfully) throw new InvalidOperationException("The host gave up.", failed.GetAwaiter().GetResult());
        }
    }
}
