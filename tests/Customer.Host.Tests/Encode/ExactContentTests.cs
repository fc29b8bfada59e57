using CsCheck;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Tests.Encode;

public sealed class ExactContentTests
{
    // Pixels from a pool of so many colours: every way of coding is met.
    private static readonly Gen<(int Width, int Height, uint[] Pixels)> Tiles =
        from width in Gen.Int[1, 64]
        from height in Gen.Int[1, 64]
        from colours in Gen.Int[0, 10].Select(i => new[] { 1, 2, 3, 4, 5, 16, 17, 200, 256, 257, 4096 }[i])
        from pool in Gen.UInt[0, 0xFFFFFF].Array[colours]
        from pixels in Gen.Int[0, colours - 1].Select(index => pool[index]).Array[width * height]
        select (width, height, pixels);

    [Fact]
    public void What_is_sent_exactly_arrives_pixel_for_pixel() => Tiles.Sample(
        tile =>
        {
            Frame frame = Frames.Of(tile.Width, tile.Height, (x, y) => tile.Pixels[y * tile.Width + x]);
            Recorder recorder = Recorder.Encode(frame, [(0, ulong.MaxValue)], exact: true);
            Assert.Equal(tile.Pixels, recorder.Draw(tile.Width, tile.Height).Pixels);
        },
        iter: 300);

    [Fact]
    public void Blocks_that_are_sent_alone_arrive_pixel_for_pixel() => Gen.Select(Tiles, Gen.ULong).Sample(
        (tile, blocks) =>
        {
            Frame frame = Frames.Of(tile.Width, tile.Height, (x, y) => tile.Pixels[y * tile.Width + x]);
            if ((blocks & new BlockMap(tile.Width, tile.Height).Whole(0)) == 0) return;
            Decoding.Picture picture = Recorder.Encode(frame, [(0, blocks)], exact: true).Draw(tile.Width, tile.Height);
            for (int y = 0; y < tile.Height; y++)
            {
                for (int x = 0; x < tile.Width; x++)
                {
                    bool sent = (blocks >> (y / 8 * 8 + x / 8) & 1) != 0;
                    Assert.Equal(sent ? tile.Pixels[y * tile.Width + x] : 0, picture[x, y]);
                }
            }
        },
        iter: 300);

    [Fact]
    public void Text_arrives_pixel_for_pixel()
    {
        Frame frame = Frames.Of(700, 300, Frames.Text);
        Recorder recorder = Recorder.EncodeAll(frame);
        AssertSame(frame, recorder);
        Assert.DoesNotContain(recorder.Operations(frame), operation => operation.Kind == OperationKind.Image);
    }

    [Fact]
    public void A_large_picture_goes_in_parts_within_the_cap_and_only_the_last_one_ends_it()
    {
        Frame frame = Frames.Of(640, 512, (x, y) => (uint)HashCode.Combine(x, y));
        Recorder recorder = Recorder.EncodeAll(frame, exact: true);
        Assert.True(recorder.Messages.Count > 10);
        Assert.All(recorder.Messages, message => Assert.InRange(message.Length, 1, Caps.Message));
        for (int i = 0; i < recorder.Messages.Count; i++)
        {
            Assert.Equal(ProtocolError.None, Update.TryReadHeader(recorder.Messages[i], out UpdateFlags flags, out UpdateHeader header));
            Assert.Equal((uint)i + 1, header.Seq);
            Assert.Equal(header.Seq, header.BaseSeq);
            Assert.Equal(i == recorder.Messages.Count - 1, flags == UpdateFlags.PictureEnd);
        }

        AssertSame(frame, recorder);
    }

    [Fact]
    public void A_plain_desktop_takes_one_operation()
    {
        Frame frame = Frames.Of(1920, 1080, (_, _) => 0x33566B);
        Recorder recorder = Recorder.EncodeAll(frame);
        Assert.Single(recorder.Operations(frame));
        AssertSame(frame, recorder);
    }

    [Fact]
    public void Many_small_changes_still_fit_the_operations_of_a_part()
    {
        Frame frame = Frames.Of(4096, 4096, (x, y) => (uint)(x / 64 * 131 + y / 64 * 65537));
        Recorder recorder = Recorder.EncodeAll(frame);
        AssertSame(frame, recorder);
    }

    private static void AssertSame(Frame frame, Recorder recorder)
    {
        Decoding.Picture picture = recorder.Draw(frame.Width, frame.Height);
        for (int y = 0; y < frame.Height; y++)
            Assert.True(frame.Row(0, y, frame.Width).SequenceEqual(picture.Pixels.AsSpan(y * frame.Width, frame.Width)), $"Row {y} differs.");
    }
}
