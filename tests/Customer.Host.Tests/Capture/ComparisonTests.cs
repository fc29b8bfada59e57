using CsCheck;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Tests.Stand;

namespace RemoteAssist.Customer.Host.Tests.Capture;

public sealed unsafe class ComparisonTests
{
    [Fact]
    public void The_rectangle_of_differences_is_tight_and_the_frame_is_brought_up_to_date() =>
        Gen.Select(Gen.Int[1, 64], Gen.Int[1, 64], Gen.Int[0, 63].Array[0, 5], Gen.Int[0, 63].Array[5]).Sample(
            (width, height, xs, ys) =>
            {
                var frame = new Frame(width, height);
                var grabbed = new uint[width * height];
                // The high byte is undefined, and must never count as a change.
                for (int i = 0; i < grabbed.Length; i++) grabbed[i] = 0xAB000000u ^ (uint)(i << 25);
                PixelRect expected = default;
                for (int i = 0; i < xs.Length; i++)
                {
                    if (xs[i] >= width || ys[i] >= height) continue;
                    grabbed[ys[i] * width + xs[i]] |= 0x010203;
                    expected = expected.Union(new PixelRect(xs[i], ys[i], 1, 1));
                }

                Assert.Equal(expected, Take(frame, grabbed));
                Assert.Equal(default, Take(frame, grabbed));
            },
            iter: 300);

    [Fact]
    public void Changes_are_kept_tile_by_tile()
    {
        Frame frame = Frames.Of(200, 130, (_, _) => 0);
        var dirty = new DirtyTiles(frame);
        var grabbed = new uint[100 * 40];
        Array.Fill(grabbed, 5u);
        fixed (uint* first = grabbed) dirty.Take(new PixelRect(60, 50, 100, 40), new PixelView((nint)first, 100, 100, 40));
        Assert.Equal(new PixelRect(60, 50, 4, 14), dirty[0]);
        Assert.Equal(new PixelRect(64, 50, 64, 14), dirty[1]);
        Assert.Equal(new PixelRect(128, 64, 32, 26), dirty[6]);
        Assert.Equal((0, 6), dirty.Range);
        dirty.Clear();
        Assert.False(dirty.Any);
    }

    private static PixelRect Take(Frame frame, uint[] grabbed)
    {
        fixed (uint* first = grabbed)
            return FrameComparison.Take(frame, frame.Bounds, new PixelView((nint)first, frame.Width, frame.Width, frame.Height), 0, 0);
    }
}
