using RemoteAssist.Rig.X;

namespace RemoteAssist.Benchmarks.Glass.Motion;

/// <summary>A window with text that is dragged over text.</summary>
internal sealed class DragMotion : ScreenMotion
{
    private const int Left = 64, Top = 64, Width = 1600, Lines = 46, Height = Lines * TextLines.Height, WindowWidth = 640, WindowLines = 22, WindowHeight = WindowLines * TextLines.Height;

    private readonly TextLines _text = new(62);
    private XWindow? _dragged;
    private nuint _marker;

    public override string Name => "drag";

    public override (int X, int Y, int Width, int Height) Area => (Left, Top, Width, Height);

    public override (int X, int Y) MarkerAt => (1602, 898);

    public override void Begin(XWindow window)
    {
        var ground = new uint[window.Width * window.Height];
        Array.Fill(ground, 0x204060u);
        uint[] text = _text.Draw(Width, Lines);
        for (int row = 0; row < Height; row++) text.AsSpan(row * Width, Width).CopyTo(ground.AsSpan((Top + row) * window.Width + Left));
        window.Keep(ground);
        (int x, int y) = Place(0);
        _dragged = new XWindow(window.Display, x, y, WindowWidth, WindowHeight);
        _dragged.Keep(_text.Draw(WindowWidth, WindowLines));
    }

    public override void Prepare(XWindow window, int number) => _marker = window.Upload(Marker.Picture(number), Marker.Width, Marker.Height);

    public override void Step(XWindow window, int number)
    {
        (int x, int y) = Place(number);
        window.QueueMove(_dragged!, x, y);
        window.QueuePicture(_marker, MarkerAt.X, MarkerAt.Y, Marker.Width, Marker.Height);
        window.Show();
    }

    public override void Dispose()
    {
        _dragged?.Dispose();
        _text.Dispose();
        base.Dispose();
    }

    // Round in five seconds, 300 pixels away from the middle at most.
    private static (int X, int Y) Place(int number)
    {
        double turn = number * Math.Tau / (5 * Rate);
        return ((int)(500 + 300 * Math.Sin(turn)), (int)(280 + 160 * Math.Cos(turn)));
    }
}
