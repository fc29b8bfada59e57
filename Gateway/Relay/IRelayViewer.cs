using RemoteAssist.Grains.Interfaces;

namespace RemoteAssist.Gateway.Relay;

/// <summary>Whom a relay shows a session to. Every method only enqueues: none blocks, none waits for a socket.</summary>
internal interface IRelayViewer
{
    /// <summary>The customer's screens; what waits of an older epoch is dropped.</summary>
    void ShowLayout(byte[] message, uint epoch, int width, int height);

    /// <summary>A part of a picture of the current epoch.</summary>
    void ShowUpdate(LiveMessage message, uint seq, bool repair);

    /// <summary>The pointer's picture.</summary>
    void ShowCursorShape(byte[] message);

    /// <summary>Where the pointer is.</summary>
    void ShowCursorPosition(byte[] message);
}
