namespace RemoteAssist.Rig.X;

/// <summary>Several changes that the X server makes at once: they are queued here and go out together with <see cref="Show"/>.</summary>
internal sealed unsafe partial class XWindow
{
    /// <summary>Gives a picture to the X server, for <see cref="QueuePicture"/>.</summary>
    /// <param name="pixels">Row by row, 0xRRGGBB.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public nuint Upload(uint[] pixels, int width, int height)
    {
        nuint pixmap = LibX11.CreatePixmap(_display, _window, (uint)width, (uint)height, 24);
        Put(pixmap, pixels, 0, 0, width, height);
        return pixmap;
    }

    /// <summary>Shows an uploaded picture, which is then given up.</summary>
    public void QueuePicture(nuint picture, int x, int y, int width, int height)
    {
        _ = LibX11.CopyArea(_display, picture, _window, _gc, 0, 0, (uint)width, (uint)height, x, y);
        _ = LibX11.FreePixmap(_display, picture);
    }

    /// <summary>Moves what a rectangle of the window shows upwards; its lowest rows stay as they were.</summary>
    public void QueueScroll(int x, int y, int width, int height, int rows) =>
        _ = LibX11.CopyArea(_display, _window, _window, _gc, x, y + rows, (uint)width, (uint)(height - rows), x, y);

    /// <summary>Moves another window of this program.</summary>
    public void QueueMove(XWindow other, int x, int y) => _ = LibX11.MoveWindow(_display, other._window, x, y);

    /// <summary>Sends what was queued, and returns when the X server has done it.</summary>
    public void Show() => _ = LibX11.Sync(_display, 0);
}
