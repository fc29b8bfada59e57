using RemoteAssist.Benchmarks.Clips;
using RemoteAssist.Customer.Host.Capture;
using SkiaSharp;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>For comparison: one JPEG of the smallest rectangle around all that changed, as simple products of this field do.</summary>
internal sealed class NaiveCodec(Footage footage) : ICodec
{
    private const int JpegQuality = 75;

    private readonly uint[] _picture = new uint[footage.Width * footage.Height];
    private readonly List<long> _bytes = [];
    private readonly List<double> _cpu = [], _psnr = [];

    public string Name => "naive";

    public unsafe void Frame(Footage footage)
    {
        PixelRect changed = footage.Changed;
        fixed (uint* pixels = footage.Pixels)
        {
            var info = new SKImageInfo(changed.Width, changed.Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
            using var view = new SKPixmap(info, (nint)(pixels + changed.Y * footage.Width + changed.X), footage.Width * sizeof(uint));
            double start = ThreadCpu.Now();
            using SKData jpeg = view.Encode(new SKJpegEncoderOptions(JpegQuality)) ?? throw new InvalidOperationException($"Skia encodes no JPEG of {changed.Width}x{changed.Height} pixels.");
            _cpu.Add(ThreadCpu.Now() - start);
            _bytes.Add(jpeg.Size);
            Show(jpeg, changed, footage.Width);
        }

        _psnr.Add(Quality.Psnr(footage.Pixels, _picture, footage.Width, changed));
    }

    public CodecResult Finish(Footage footage) => new(_bytes, _cpu, _psnr, 0, _picture);

    public void Dispose()
    {
    }

    private void Show(SKData jpeg, PixelRect place, int stride)
    {
        using SKBitmap bitmap = SKBitmap.Decode(jpeg, new SKImageInfo(place.Width, place.Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        ReadOnlySpan<uint> pixels = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        for (int i = 0; i < pixels.Length; i++) _picture[(place.Y + i / place.Width) * stride + place.X + i % place.Width] = pixels[i] & 0xFFFFFF;
    }
}
