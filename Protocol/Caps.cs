namespace RemoteAssist.Protocol;

/// <summary>The largest of everything that a peer may send. What is over a cap is refused before anything is allocated for it.</summary>
public static class Caps
{
    /// <summary>Bytes of any one message, its header included: a larger array would land on the large object heap.</summary>
    public const int Message = 64 * 1024;

    /// <summary>Bytes of a message from a peer that has not been welcomed yet (must-survive.md, row 9).</summary>
    public const int MessageBeforeWelcome = 8 * 1024;

    /// <summary>Bytes of a JSON message.</summary>
    public const int Json = 16 * 1024;

    /// <summary>Bytes of an <see cref="MessageKind.Input"/> message.</summary>
    public const int Input = 8 * 1024;

    /// <summary>Pixels of a screen: 64 megapixels.</summary>
    public const int ScreenPixels = 64 * 1024 * 1024;

    /// <summary>Pixels along one side of a screen.</summary>
    public const int ScreenSide = 16 * 1024;

    /// <summary>Screens of one customer.</summary>
    public const int Screens = 16;

    /// <summary>Operations in one update: what fits in <see cref="Message"/>.</summary>
    public const int Operations = 2048;

    /// <summary>Bytes of an update's palette section once decompressed.</summary>
    public const int PaletteRaw = 1024 * 1024;

    /// <summary>Pixels along one side of an <see cref="OperationKind.Image"/>.</summary>
    public const int ImageSide = 512;

    /// <summary>Slots for tiles that a viewer is told to keep: 16 MiB of pixels.</summary>
    public const int CacheSlots = 1024;

    /// <summary>Bytes of one chunk of a video codec, over all of its pieces.</summary>
    public const int VideoChunk = 512 * 1024;

    /// <summary>Pixels of the width of a <see cref="OperationKind.Video"/>.</summary>
    public const int VideoWidth = 1920;

    /// <summary>Pixels of the height of a <see cref="OperationKind.Video"/>.</summary>
    public const int VideoHeight = 1088;

    /// <summary>Pixels along one side of a pointer's picture. 96 × 96 × 4 bytes fit in <see cref="Message"/>; larger ones are scaled down by the host.</summary>
    public const int CursorSide = 96;

    /// <summary>Events in one input message.</summary>
    public const int InputEvents = 256;

    /// <summary>Bytes of UTF-8 in one text event.</summary>
    public const int InputText = 4 * 1024;

    /// <summary>Tiles named in one repair request; more are asked for as all tiles.</summary>
    public const int RepairTiles = 1024;

    /// <summary>Characters of a name or a line of system information; the rest is cut off.</summary>
    public const int Name = 120;
}
