using RemoteAssist.Benchmarks.Clips;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>A short clip with something of everything, so that all code has run, and runs compiled, before anything is measured.</summary>
internal sealed class WarmUpFrames : IFrames
{
    private const int Count = 60, TextHeight = 400;

    private static readonly uint[] Photograph = Workloads.Photograph.Make(1, 640, 480);

    private readonly uint[] _text;
    private int _index;

    public WarmUpFrames() => _text = Glass.Textures.Lines(Width, TextHeight);

    public string Name => "warm-up";

    public int Width => 640;

    public int Height => 480;

    public int Fps => 30;

    public bool Next(Span<uint> picture)
    {
        if (_index == Count) return false;
        int step = _index++;
        if (step < 30)
        {
            // Scrolls, with a new line at the end.
            picture[(Width * 16)..].CopyTo(picture);
            _text.AsSpan(step * 8 * Width, 16 * Width).CopyTo(picture[(Width * (Height - 16))..]);
        }
        else
        {
            for (int y = 0; y < 240; y++) Photograph.AsSpan((y + step) * Width + step, 320).CopyTo(picture[((y + 64) * Width + 128)..]);
        }

        return true;
    }

    public void Dispose()
    {
    }
}
