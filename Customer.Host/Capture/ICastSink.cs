using RemoteAssist.Customer.Host.Encode;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>Where the screen goes: one connection to a gateway.</summary>
internal interface ICastSink : IPartSink
{
    /// <summary>Messages that wait for the network.</summary>
    int Waiting { get; }

    /// <summary>Sends a message that is not a picture.</summary>
    void Send(ReadOnlyMemory<byte> message);
}
