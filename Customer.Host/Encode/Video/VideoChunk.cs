namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>One encoded frame.</summary>
/// <param name="data">What the decoder gets, valid until the next frame is encoded.</param>
/// <param name="isKey">Whether it can be decoded without any frame before it.</param>
internal readonly ref struct VideoChunk(ReadOnlySpan<byte> data, bool isKey)
{
    internal ReadOnlySpan<byte> Data { get; } = data;

    internal bool IsKey { get; } = isKey;
}
