using CsCheck;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode;
using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Tests.Encode;

public sealed class PhotographTests
{
    [Fact]
    public void A_photograph_goes_as_jpeg_in_merged_rectangles_and_arrives_nearly_the_same()
    {
        Frame frame = Frames.Of(700, 200, Frames.Photograph);
        Recorder recorder = Recorder.EncodeAll(frame);
        List<Operation> operations = recorder.Operations(frame);
        Assert.All(operations, operation => Assert.Equal((OperationKind.Image, ImageFormat.Jpeg), (operation.Kind, operation.Format)));
        Assert.All(operations, operation => Assert.InRange(operation.Width, 1, Caps.ImageSide));
        Assert.InRange(operations.Count, 1, 6);
        Assert.InRange(SignalToNoise(frame, recorder.Draw(frame.Width, frame.Height)), 34, 100);
    }

    [Fact]
    public void A_jpeg_of_any_size_has_the_size_of_its_rectangle() => Gen.Select(Gen.Int[1, 130], Gen.Int[1, 70]).Sample(
        (width, height) =>
        {
            Frame frame = Frames.Of(width, height, Frames.Photograph);
            var encoder = new JpegEncoder(80);
            var buffer = new byte[JpegEncoder.MostBytes(width, height)];
            int length = encoder.Write(frame, frame.Bounds, buffer);
            using SkiaSharp.SKBitmap bitmap = SkiaSharp.SKBitmap.Decode(buffer.AsSpan(0, length));
            Assert.Equal((width, height), (bitmap.Width, bitmap.Height));
        },
        iter: 60);

    [Fact]
    public void A_jpeg_never_needs_more_than_it_says()
    {
        Frame noise = Frames.Of(128, 64, (x, y) => (uint)HashCode.Combine(x, y));
        var encoder = new JpegEncoder(100);
        Assert.InRange(encoder.Write(noise, noise.Bounds, new byte[JpegEncoder.MostBytes(128, 64)]), 1, JpegEncoder.MostBytes(128, 64));
    }

    [Fact]
    public void Text_is_never_taken_for_a_photograph()
    {
        AssertDrawn(Frames.Text);
        AssertDrawn((x, y) => Blend(Frames.Text(x, y), Frames.Rgb(200, 220, 255 - x)));
    }

    [Fact]
    public void Gradients_are_never_taken_for_a_photograph()
    {
        AssertDrawn((x, _) => Frames.Rgb(x * 4, x * 3, 128));
        AssertDrawn((_, y) => Frames.Rgb(10, y * 4, y * 2));
        AssertDrawn((x, y) => Frames.Rgb((x + y) / 2, (x + y) / 2, 255 - (x + y) / 2));
        // A window's title in front of a gradient has more colours than a palette.
        AssertDrawn((x, y) => y is > 20 and < 40 ? Frames.Text(x, y) : Frames.Rgb(y * 4, 255 - y, x > 40 ? 7 : 9));
    }

    [Fact]
    public void A_few_pixels_are_never_taken_for_a_photograph()
    {
        Frame frame = Frames.Of(64, 64, Frames.Photograph);
        Assert.Equal(0UL, PhotographicContent.Of(frame, frame.Bounds, 0x1F, 257));
    }

    private static uint Blend(uint text, uint ground) => text == 0xFFFFFF ? ground : text;

    private static void AssertDrawn(Func<int, int, uint> pixel)
    {
        Frame frame = Frames.Of(64, 64, pixel);
        Assert.Equal(0UL, PhotographicContent.Of(frame, frame.Bounds, ulong.MaxValue, 257));
    }

    /// <summary>In decibels; over 30 hardly anybody sees a difference.</summary>
    private static double SignalToNoise(Frame frame, Decoding.Picture picture)
    {
        double sum = 0;
        for (int y = 0; y < frame.Height; y++)
        {
            for (int x = 0; x < frame.Width; x++)
            {
                uint one = frame.Row(x, y, 1)[0], other = picture[x, y];
                for (int shift = 0; shift < 24; shift += 8) sum += Math.Pow((int)(one >> shift & 255) - (int)(other >> shift & 255), 2);
            }
        }

        return 10 * Math.Log10(255.0 * 255 * frame.Width * frame.Height * 3 / Math.Max(sum, 1));
    }
}
