using RemoteAssist.Rig.X;

namespace RemoteAssist.Benchmarks.Glass.Motion;

/// <summary>Text that scrolls by a line a step, with a new line at its end, as a terminal does it.</summary>
internal sealed class ScrollMotion : ScreenMotion
{
    private const int Left = 128, Top = 64, Width = 1216, Lines = 46, Height = Lines * TextLines.Height;

    private readonly TextLines _text = new(61);
    private nuint _line, _marker;

    public override string Name => "scroll";

    public override (int X, int Y, int Width, int Height) Area => (Left, Top, Width, Height);

    // Below the text, at its right: pictures are drawn row by row. A tile begins at 1280 and at 896 pixels.
    public override (int X, int Y) MarkerAt => (1282, 898);

    public override void Begin(XWindow window) => window.Draw(_text.Draw(Width, Lines), Left, Top, Width, Height);

    public override void Prepare(XWindow window, int number)
    {
        _line = window.Upload(_text.Draw(Width, 1), Width, TextLines.Height);
        _marker = window.Upload(Marker.Picture(number), Marker.Width, Marker.Height);
    }

    public override void Step(XWindow window, int number)
    {
        window.QueueScroll(Left, Top, Width, Height, TextLines.Height);
        window.QueuePicture(_line, Left, Top + Height - TextLines.Height, Width, TextLines.Height);
        window.QueuePicture(_marker, MarkerAt.X, MarkerAt.Y, Marker.Width, Marker.Height);
        window.Show();
    }

    public override void Dispose()
    {
        _text.Dispose();
        base.Dispose();
    }
}
