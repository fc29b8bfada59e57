namespace RemoteAssist.Streaming;

/// <summary>
/// An item was refused because too much of its stream waits for the hub already. Nothing of it was sent. Who awaits each publication
/// before the next one never sees this.
/// </summary>
public sealed class LiveStreamFullException : Exception
{
    internal LiveStreamFullException(StreamId stream, long pendingBytes, int capBytes)
        : base($"Stream {stream}: {pendingBytes} bytes already wait for the hub; the cap ({nameof(LiveStreamOptions.MaxPublishPendingBytes)}) is {capBytes} bytes.")
    {
        PendingBytes = pendingBytes;
        CapBytes = capBytes;
    }

    /// <summary>Bytes that waited when the item was refused.</summary>
    public long PendingBytes { get; }

    /// <summary><see cref="LiveStreamOptions.MaxPublishPendingBytes"/>.</summary>
    public int CapBytes { get; }
}
