using CsCheck;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Tests.Stand;

namespace RemoteAssist.Customer.Host.Tests.Capture;

public sealed unsafe class ComparisonTests
{
    [Fact]
    public void The_blocks_with_differences_are_marked_and_the_frame_is_brought_up_to_date() =>
        Gen.Select(Gen.Int[1, 150], Gen.Int[1, 150], Gen.Int[0, 149].Array[0, 5], Gen.Int[0, 149].Array[5]).Sample(
            (width, height, xs, ys) =>
            {
                var frame = new Frame(width, height);
                var grabbed = new uint[width * height];
                // The high byte is undefined, and must never count as a change.
                for (int i = 0; i < grabbed.Length; i++) grabbed[i] = 0xAB000000u ^ (uint)(i << 25);
                var expected = new BlockMap(width, height);
                for (int i = 0; i < xs.Length; i++)
                {
                    if (xs[i] >= width || ys[i] >= height) continue;
                    grabbed[ys[i] * width + xs[i]] |= 0x010203;
                    expected.Put(xs[i] / 8, ys[i] / 8, true);
                }

                BlockMap changes = Take(frame, frame.Bounds, grabbed);
                for (int tile = 0; tile < changes.Tiles; tile++) Assert.Equal(expected[tile], changes[tile]);
                Assert.True(Take(frame, frame.Bounds, grabbed).IsEmpty);
            },
            iter: 300);

    [Fact]
    public void A_part_of_the_screen_is_taken_at_its_place()
    {
        Frame frame = Frames.Of(200, 130, (_, _) => 0);
        var grabbed = new uint[104 * 40];
        Array.Fill(grabbed, 5u);
        BlockMap changes = Take(frame, new PixelRect(56, 48, 104, 40), grabbed);
        Assert.Equal(new PixelRect(56, 48, 8, 16), changes.Box(0, changes[0]));
        Assert.Equal(new PixelRect(64, 48, 64, 16), changes.Box(1, changes[1]));
        Assert.Equal(new PixelRect(128, 64, 32, 24), changes.Box(6, changes[6]));
        Assert.Equal(13 * 5, changes.Count);
        Assert.Equal(5u, frame.Row(56, 48, 1)[0]);
        Assert.Equal(0u, frame.Row(160, 48, 1)[0]);
    }

    [Fact]
    public void What_is_grabbed_ends_where_blocks_or_the_screen_end()
    {
        var screen = new PixelRect(0, 0, 1366, 768);
        Assert.Equal(new PixelRect(8, 16, 16, 8), FrameComparison.ToBlocks(new PixelRect(9, 17, 9, 2), screen));
        Assert.Equal(new PixelRect(1360, 760, 6, 8), FrameComparison.ToBlocks(new PixelRect(1361, 761, 5, 7), screen));
    }

    private static BlockMap Take(Frame frame, PixelRect area, uint[] grabbed)
    {
        var changes = new BlockMap(frame.Width, frame.Height);
        fixed (uint* first = grabbed) FrameComparison.Take(frame, changes, area, new PixelView((nint)first, area.Width, area.Width, area.Height));
        return changes;
    }
}
