namespace RemoteAssist.Streaming;

/// <summary>An item that knows how many bytes it holds, so that caps on what waits are in bytes and not in items.</summary>
public interface ILiveItem
{
    /// <summary>Bytes of payload, 0 or more; the same for as long as the item lives.</summary>
    int ByteCount { get; }
}
