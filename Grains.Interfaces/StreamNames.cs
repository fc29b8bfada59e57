namespace RemoteAssist.Grains.Interfaces;

/// <summary>The stream provider and the namespaces of a session's streams; the stream's key is the <see cref="SessionKey"/>.</summary>
public static class StreamNames
{
    /// <summary>The provider's name: ours by default, a stock one by configuration (<c>Streams:Provider</c>).</summary>
    public const string Provider = "live";

    /// <summary>Host to viewers; items are <see cref="LiveMessage"/> with Layout, Update, CursorShape and CursorPosition messages.</summary>
    public const string Frames = "frames";

    /// <summary>Agents and gateways to the host; items are <see cref="LiveMessage"/> with Input, Watch and Repair messages.</summary>
    public const string Input = "input";

    /// <summary>Session grain to all; items are <see cref="Sessions.SessionChanged"/>.</summary>
    public const string Events = "events";
}

/// <summary>
/// One protocol message on its way through a stream. The bytes are never changed after they were published: everybody in a process
/// shares the one array.
/// </summary>
[GenerateSerializer, Immutable, Alias("live-message/1")]
public sealed class LiveMessage
{
    /// <summary>Makes the item for a whole protocol message, header included, of at most <c>Caps.Message</c> bytes.</summary>
    /// <param name="bytes">The message; the caller gives the array away.</param>
    /// <param name="enteredAt">When the gateway that publishes received it: microseconds since the Unix epoch of that machine's clock.</param>
    public LiveMessage(byte[] bytes, long enteredAt)
    {
        Bytes = bytes;
        EnteredAt = enteredAt;
    }

    /// <summary>The whole protocol message, header included.</summary>
    [Id(0)]
    public byte[] Bytes { get; }

    /// <summary>When it entered the cluster: microseconds since the Unix epoch, of the publishing gateway's clock; for the delay per hop.</summary>
    [Id(1)]
    public long EnteredAt { get; }
}
