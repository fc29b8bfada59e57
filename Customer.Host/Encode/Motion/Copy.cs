using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode.Motion;

/// <summary>Pixels that are already on the screen go to another place.</summary>
/// <param name="Destination">Where they go.</param>
/// <param name="Offset">How far they are from where they were.</param>
internal readonly record struct Copy(PixelRect Destination, Offset Offset)
{
    /// <summary>Where they were.</summary>
    internal PixelRect Source => Destination.Offset(-Offset.X, -Offset.Y);

    /// <summary>Moves the pixels of a frame; source and destination may overlap.</summary>
    internal void Apply(Frame frame)
    {
        PixelRect to = Destination, from = Source;
        bool upwards = Offset.Y <= 0;
        for (int i = 0; i < to.Height; i++)
        {
            int y = upwards ? i : to.Height - 1 - i;
            frame.Row(from.X, from.Y + y, from.Width).CopyTo(frame.Row(to.X, to.Y + y, to.Width));
        }
    }
}
