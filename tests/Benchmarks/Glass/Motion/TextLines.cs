using RemoteAssist.Benchmarks.Workloads;
using SkiaSharp;

namespace RemoteAssist.Benchmarks.Glass.Motion;

/// <summary>Lines of text as a terminal shows them, with smoothed edges.</summary>
internal sealed class TextLines : IDisposable
{
    /// <summary>Pixels from line to line.</summary>
    public const int Height = 18;

    private const string Font = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf";

    private static readonly SKColor[] Inks = [new(0xD8, 0xDE, 0xE9), new(0xA3, 0xBE, 0x8C), new(0xEB, 0xCB, 0x8B), new(0x88, 0xC0, 0xD0)];

    private readonly Prose _prose;
    private readonly SKTypeface _face = File.Exists(Font) ? SKTypeface.FromFile(Font) : throw new InvalidOperationException($"The font {Font} is missing: package fonts-dejavu-core.");
    private readonly SKFont _font;

    public TextLines(int seed)
    {
        _prose = new Prose(seed);
        _font = new SKFont(_face, 14);
    }

    /// <summary>Draws lines, none like another.</summary>
    /// <returns>0x00RRGGBB, row by row, <paramref name="lines"/> × <see cref="Height"/> rows.</returns>
    public uint[] Draw(int width, int lines)
    {
        var pixels = new uint[width * lines * Height];
        using var bitmap = new SKBitmap(new SKImageInfo(width, lines * Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint { IsAntialias = true };
        canvas.Clear(new SKColor(0x1D, 0x21, 0x26));
        for (int line = 0; line < lines; line++)
        {
            paint.Color = Inks[_prose.Next(Inks.Length)];
            canvas.DrawText(_prose.Letters(20 + _prose.Next(width / 9)), 6, line * Height + 14, SKTextAlign.Left, _font, paint);
        }

        canvas.Flush();
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan()).CopyTo(pixels);
        for (int i = 0; i < pixels.Length; i++) pixels[i] &= 0xFFFFFF;
        return pixels;
    }

    public void Dispose()
    {
        _font.Dispose();
        _face.Dispose();
    }
}
