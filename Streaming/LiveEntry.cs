namespace RemoteAssist.Streaming;

/// <summary>An item on its way, with its place among its publisher's. Everybody in a process shares the one instance.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("live-entry/1")]
internal sealed class LiveEntry
{
    public LiveEntry(long publisher, long sequence, int bytes, object? item)
    {
        Publisher = publisher;
        Sequence = sequence;
        Bytes = bytes;
        Item = item;
    }

    [Id(0)]
    public long Publisher { get; }

    [Id(1)]
    public long Sequence { get; }

    /// <summary>The item's size as its publisher measured it; hub and subscriber count with it.</summary>
    [Id(2)]
    public int Bytes { get; }

    [Id(3)]
    public object? Item { get; }
}
