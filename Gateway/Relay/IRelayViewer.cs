using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>Whom a relay shows a session to. Every method only enqueues: none blocks, none waits for a socket.</summary>
internal interface IRelayViewer
{
    /// <summary>The updates that wait for this viewer.</summary>
    ViewerQueue Queue { get; }

    /// <summary>The video codecs that it decodes.</summary>
    VideoCodecs Codecs { get; }

    /// <summary>Whether the quality of what the host sends is this viewer's to choose: it is everybody's.</summary>
    bool ChoosesQuality { get; }

    /// <summary>The customer's screens, or the pointer's picture: goes out before any update that is in the queue.</summary>
    void Show(byte[] message);

    /// <summary>Where the pointer is.</summary>
    void ShowCursorPosition(byte[] message);

    /// <summary>Something may be taken from the queue.</summary>
    void Ready();

    /// <summary>So many updates were dropped because this viewer lags.</summary>
    void Dropped(int updates);
}
