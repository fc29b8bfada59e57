using CsCheck;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode.Video;
using RemoteAssist.Customer.Host.Tests.Stand;

namespace RemoteAssist.Customer.Host.Tests.Video;

public sealed unsafe class ColourTests
{
    private const int Side = 70;

    // The corners of the space of colours are where sums overflow.
    private static readonly Gen<uint> Colour = Gen.Select(Gen.UInt[0, 0xFFFFFF], Gen.Int[0, 7], Gen.Bool).Select(
        (any, corner, isCorner) => isCorner ? (uint)((corner & 1) * 0xFF | (corner >> 1 & 1) * 0xFF00 | (corner >> 2) * 0xFF0000) : any);

    [Fact]
    public void A_film_has_the_colours_of_the_screen_as_BT709_defines_them() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 12], Gen.Int[0, 9], Gen.Int[0, 9], Colour.Array[16]).Sample(
            (width, height, x, y, colours) =>
            {
                Frame frame = Frames.Of(Side, Side, (column, row) => colours[(column * 5 + row * 3 + column * row) & 15]);
                Convert(frame, new PixelRect(x, y, width, height), (planes, memory) =>
                {
                    for (int row = 0; row < height; row++)
                    {
                        for (int column = 0; column < width; column++)
                        {
                            (double luminance, _, _) = Reference(frame, x + column, y + row, 1, 1);
                            Assert.InRange<double>(planes.Y(row)[column], luminance - 1, luminance + 1);
                        }
                    }

                    for (int row = 0; row < height; row += 2)
                    {
                        for (int column = 0; column < width; column += 2)
                        {
                            (_, double cb, double cr) = Reference(frame, x + column, y + row, Math.Min(2, width - column), Math.Min(2, height - row));
                            Assert.InRange<double>(planes.U(row / 2)[column / 2], cb - 1, cb + 1);
                            Assert.InRange<double>(planes.V(row / 2)[column / 2], cr - 1, cr + 1);
                        }
                    }
                });
            },
            iter: 300);

    [Fact]
    public void Grey_has_no_colour()
    {
        Frame frame = Frames.Of(256, 2, (x, _) => Frames.Rgb(x, x, x));
        for (int x = 0; x < 256; x += 2)
        {
            Frame grey = Frames.Of(16, 2, (_, _) => Frames.Rgb(x, x, x));
            Convert(grey, grey.Bounds, (planes, memory) =>
            {
                Assert.Equal(-1, planes.U(0).IndexOfAnyExcept((byte)128));
                Assert.Equal(-1, planes.V(0).IndexOfAnyExcept((byte)128));
            });
        }

        Convert(frame, frame.Bounds, (planes, memory) => Assert.Equal((16, 235), (planes.Y(0)[0], planes.Y(1)[255])));
    }

    [Fact]
    public void Nothing_is_written_beyond_the_planes() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 9]).Sample(
        (width, height) =>
        {
            Frame frame = Frames.Of(Side, Side, Frames.Photograph);
            Convert(frame, new PixelRect(3, 4, width, height), (_, memory) =>
            {
                for (int row = 0; row < 3 * PlaneRows; row++)
                {
                    (int plane, int at) = Math.DivRem(row, PlaneRows);
                    int wide = plane == 0 ? width : (width + 1) / 2, high = plane == 0 ? height : (height + 1) / 2;
                    ReadOnlySpan<byte> beyond = memory.AsSpan(row * Stride, Stride)[(at < high ? wide : 0)..];
                    Assert.Equal(-1, beyond.IndexOfAnyExcept((byte)77));
                }
            });
        },
        iter: 100);

    private const int Stride = 96, PlaneRows = 48;

    private delegate void Check(VideoPlanes planes, byte[] memory);

    private static void Convert(Frame frame, PixelRect rectangle, Check check)
    {
        int stride = Math.Max(Stride, rectangle.Width), rows = Math.Max(PlaneRows, rectangle.Height);
        var memory = new byte[stride * rows * 3];
        memory.AsSpan().Fill(77);
        fixed (byte* at = memory)
        {
            var image = new VpxImage { Y = at, U = at + stride * rows, V = at + stride * rows * 2, StrideY = stride, StrideU = stride, StrideV = stride };
            var planes = new VideoPlanes(rectangle.Width, rectangle.Height, image);
            VideoColours.Fill(frame, rectangle, planes);
            check(planes, memory);
        }
    }

    // ITU-R BT.709-6, sections 3.2 to 3.5, for 8 bits, of the mean of some pixels.
    private static (double Y, double Cb, double Cr) Reference(Frame frame, int x, int y, int width, int height)
    {
        double red = 0, green = 0, blue = 0;
        for (int row = y; row < y + height; row++)
        {
            foreach (uint pixel in frame.Row(x, row, width))
            {
                red += (pixel >> 16 & 255) / 255.0 / (width * height);
                green += (pixel >> 8 & 255) / 255.0 / (width * height);
                blue += (pixel & 255) / 255.0 / (width * height);
            }
        }

        double luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        return (16 + 219 * luminance, 128 + 224 * (blue - luminance) / 1.8556, 128 + 224 * (red - luminance) / 1.5748);
    }
}
