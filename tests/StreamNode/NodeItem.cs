using RemoteAssist.Streaming;

namespace RemoteAssist.StreamNode;

/// <summary>What is sent: who sent it as its how-manieth, when, and so many bytes.</summary>
[GenerateSerializer, Immutable, Alias("node-item/1")]
public sealed class NodeItem(int publisher, long number, long sentAt, byte[] bytes) : ILiveItem
{
    [Id(0)]
    public int Publisher { get; } = publisher;

    [Id(1)]
    public long Number { get; } = number;

    /// <summary>Ticks of the machine's monotonic clock, the same in all its processes.</summary>
    [Id(2)]
    public long SentAt { get; } = sentAt;

    [Id(3)]
    public byte[] Bytes { get; } = bytes;

    public int ByteCount => Bytes.Length;
}
