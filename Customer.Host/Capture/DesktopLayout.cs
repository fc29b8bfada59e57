using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host.Capture;

/// <summary>The monitors at one moment, shared between threads.</summary>
/// <param name="Monitors">At least one; their places in the list are the screens' ids.</param>
internal sealed record DesktopLayout(Monitor[] Monitors)
{
    /// <summary>Brings a place on a screen to the desktop.</summary>
    /// <returns>False when there is no such screen; what is beyond its edges is moved to them.</returns>
    internal bool TryLocate(ushort screen, int x, int y, out int desktopX, out int desktopY)
    {
        (desktopX, desktopY) = (0, 0);
        if (screen >= Monitors.Length) return false;
        PixelRect bounds = Monitors[screen].Bounds;
        desktopX = bounds.X + Math.Min(x, bounds.Width - 1);
        desktopY = bounds.Y + Math.Min(y, bounds.Height - 1);
        return true;
    }

    /// <summary>Whether nothing that viewers see differs.</summary>
    internal bool IsSameAs(DesktopLayout other) => Monitors.AsSpan().SequenceEqual(other.Monitors);

    /// <summary>The message for the viewers.</summary>
    internal Layout Describe(uint epoch, ushort active, PictureQuality quality, ushort watched) =>
        new(
            epoch,
            active,
            [.. Monitors.Select((monitor, id) => new Screen(
                (ushort)id,
                monitor.Bounds.X,
                monitor.Bounds.Y,
                monitor.Bounds.Width,
                monitor.Bounds.Height,
                100,
                monitor.Primary,
                monitor.Name))],
            QualityNames.Of(quality),
            [.. Enumerable.Range(0, Monitors.Length).Where(screen => (watched >> screen & 1) != 0).Select(screen => (ushort)screen)]);
}
