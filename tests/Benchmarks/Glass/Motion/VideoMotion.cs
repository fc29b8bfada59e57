using RemoteAssist.Benchmarks.Workloads;
using RemoteAssist.Rig.X;

namespace RemoteAssist.Benchmarks.Glass.Motion;

/// <summary>A film of 640×360 in the middle of a still screen.</summary>
internal sealed class VideoMotion : ScreenMotion
{
    private const int Left = 512, Top = 256;

    private static readonly Lazy<uint[][]> Frames = new(Film.Make);

    private nuint _frame;

    public override string Name => "video";

    public override (int X, int Y, int Width, int Height) Area => (Left, Top, Film.Width, Film.Height);

    // In the film, so that it goes the film's way; a tile begins at 1088 and at 576 pixels.
    public override (int X, int Y) MarkerAt => (1090, 590);

    public override void Begin(XWindow window) => _ = Frames.Value;

    public override void Prepare(XWindow window, int number)
    {
        uint[] frame = [.. Frames.Value[number % Film.Frames]];
        Marker.Draw(number, frame, Film.Width, MarkerAt.X - Left, MarkerAt.Y - Top);
        _frame = window.Upload(frame, Film.Width, Film.Height);
    }

    public override void Step(XWindow window, int number)
    {
        window.QueuePicture(_frame, Left, Top, Film.Width, Film.Height);
        window.Show();
    }
}
