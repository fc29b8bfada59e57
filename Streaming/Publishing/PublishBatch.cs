namespace RemoteAssist.Streaming.Publishing;

/// <summary>Items that go to the hub in one call, and the one task that all who published them await.</summary>
internal sealed class PublishBatch
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<LiveEntry> Entries { get; } = [];

    public long Bytes { get; private set; }

    public Task Done => _done.Task;

    public void Add(LiveEntry entry)
    {
        Entries.Add(entry);
        Bytes += entry.Bytes;
    }

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception exception)
    {
        _done.TrySetException(exception);

        // Not everybody awaits a publication; a lost one is seen as a gap by the subscribers.
        _ = _done.Task.Exception;
    }
}
