using CsCheck;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode.Video;
using RemoteAssist.Decoding;

namespace RemoteAssist.Customer.Host.Tests.Video;

public sealed class EncoderTests
{
    private static readonly Rig.Film Landscape = new();

    [Fact]
    public void A_film_stays_within_its_bits_and_looks_good()
    {
        const int frames = 60, kilobits = 1000;
        var at = new PixelRect(8, 6, 640, 360);
        var screen = new Frame(660, 380);
        using VideoEncoder encoder = Start(at.Width, at.Height, kilobits);
        using var decoder = new Vp9Decoder();
        long bytes = 0;
        double least = 99;
        for (int number = 0; number < frames; number++)
        {
            Show(screen, at, number);
            Assert.True(encoder.TryEncode(screen, at.X, at.Y, Time(number), key: false, out VideoChunk chunk));
            Assert.Equal(number == 0, chunk.IsKey);
            bytes += chunk.Data.Length;
            if (decoder.Decode(chunk.Data) is not { } picture) throw new InvalidOperationException($"Frame {number} cannot be decoded.");
            if (number % 12 == 11) least = Math.Min(least, SignalToNoise(screen, at, picture));
        }

        Assert.InRange(bytes * 8 * 30 / frames / 1000, 1, kilobits * 5 / 4);
        Assert.InRange(least, 33, 100);
    }

    [Fact]
    public void A_film_may_have_any_size() => Gen.Select(Gen.Int[1, 130], Gen.Int[1, 80]).Sample(
        (width, height) =>
        {
            var screen = new Frame(140, 90);
            Show(screen, screen.Bounds, 3);
            using VideoEncoder encoder = Start(width, height, 2000);
            using var decoder = new Vp9Decoder();
            Assert.True(encoder.TryEncode(screen, 5, 7, 1_000_000, key: false, out VideoChunk chunk));
            Decoding.Picture? picture = decoder.Decode(chunk.Data);
            Assert.NotNull(picture);
            Assert.Equal((width, height), (picture.Width, picture.Height));
        },
        iter: 40,
        threads: 1);

    [Fact]
    public void A_key_frame_that_was_asked_for_can_be_decoded_without_any_frame_before_it()
    {
        var screen = new Frame(320, 200);
        using VideoEncoder encoder = Start(320, 200, 800);
        for (int number = 0; number < 12; number++)
        {
            Show(screen, screen.Bounds, number);
            Assert.True(encoder.TryEncode(screen, 0, 0, Time(number), key: number == 9, out VideoChunk chunk));
            Assert.Equal(number is 0 or 9, chunk.IsKey);
            using var decoder = new Vp9Decoder();
            Assert.Equal(chunk.IsKey, decoder.Decode(chunk.Data) is not null);
        }
    }

    [Fact]
    public void A_film_takes_fewer_bits_when_it_is_told_to()
    {
        var screen = new Frame(320, 200);
        using VideoEncoder encoder = Start(320, 200, 1500);
        var bytes = new long[2];
        for (int number = 0; number < 80; number++)
        {
            if (number == 40) Assert.True(encoder.TrySetRate(60));
            Show(screen, screen.Bounds, number);
            Assert.True(encoder.TryEncode(screen, 0, 0, Time(number), key: false, out VideoChunk chunk));
            bytes[number / 40] += chunk.Data.Length;
        }

        Assert.InRange(bytes[1], 1, bytes[0] / 2);
    }

    [Fact]
    public void A_film_whose_frames_come_at_uneven_times_is_as_good_as_an_even_one()
    {
        // After every tenth frame there is one beat without any.
        (double even, double uneven) = (Quality(_ => 0), Quality(number => (ulong)(number / 10 * 33_333)));
        Assert.InRange(uneven, even - 1, even + 1);

        static double Quality(Func<int, ulong> late)
        {
            var screen = new Frame(320, 200);
            using VideoEncoder encoder = Start(320, 200, 300);
            using var decoder = new Vp9Decoder();
            double sum = 0;
            for (int number = 0; number < 60; number++)
            {
                Show(screen, screen.Bounds, number);
                Assert.True(encoder.TryEncode(screen, 0, 0, Time(number) + late(number), key: false, out VideoChunk chunk));
                Decoding.Picture? picture = decoder.Decode(chunk.Data);
                Assert.NotNull(picture);
                if (number >= 20) sum += SignalToNoise(screen, screen.Bounds, picture) / 40;
            }

            return sum;
        }
    }

    [Fact]
    public void A_clock_that_stands_still_does_not_stop_a_film()
    {
        var screen = new Frame(160, 120);
        using VideoEncoder encoder = Start(160, 120, 500);
        using var decoder = new Vp9Decoder();
        for (int number = 0; number < 5; number++)
        {
            Show(screen, screen.Bounds, number);
            Assert.True(encoder.TryEncode(screen, 0, 0, 77, key: false, out VideoChunk chunk));
            Assert.NotNull(decoder.Decode(chunk.Data));
        }
    }

    internal static VideoEncoder Start(int width, int height, int kilobits)
    {
        VpxLibrary? library = VpxLibrary.TryLoad(VpxReleases.FileNames, out string? problem);
        Assert.True(library is not null, problem);
        VideoEncoder? encoder = VideoEncoder.TryStart(library, new VideoSettings(width, height, kilobits, 1));
        Assert.NotNull(encoder);
        return encoder;
    }

    internal static void Show(Frame screen, PixelRect at, int number)
    {
        ReadOnlySpan<uint> pixels = Landscape.Frame(number, at.Width, at.Height);
        for (int y = 0; y < at.Height; y++) pixels.Slice(y * at.Width, at.Width).CopyTo(screen.Row(at.X, at.Y + y, at.Width));
    }

    private static ulong Time(int number) => 5_000_000 + (ulong)number * 33_333;

    /// <summary>In decibels, over red, green and blue; colours that were halved in both directions lose some of it before any encoder sees them.</summary>
    internal static double SignalToNoise(Frame screen, PixelRect at, Decoding.Picture picture, int x0 = 0, int y0 = 0)
    {
        double sum = 0;
        for (int y = 0; y < at.Height; y++)
        {
            ReadOnlySpan<uint> wanted = screen.Row(at.X, at.Y + y, at.Width), got = picture.Pixels.AsSpan((y0 + y) * picture.Width + x0, at.Width);
            for (int x = 0; x < at.Width; x++)
            {
                for (int shift = 0; shift < 24; shift += 8) sum += Math.Pow((int)(wanted[x] >> shift & 255) - (int)(got[x] >> shift & 255), 2);
            }
        }

        return 10 * Math.Log10(255.0 * 255 * at.Area * 3 / Math.Max(sum, 1));
    }
}
