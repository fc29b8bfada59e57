using CsCheck;
using RemoteAssist.Protocol;
using Xunit;

namespace RemoteAssist.ProtocolTests;

public sealed class UpdateTests
{
    [Fact]
    public void What_is_written_is_read_back() => Samples.Operations.Array[0, 40].Sample(operations =>
    {
        byte[] message = Samples.Update(operations, UpdateFlags.PictureEnd, 7, 8, 9, 10, [1, 2, 3]);
        Assert.Equal(ProtocolError.None, Update.TryRead(message, Samples.Width, Samples.Height, out Update update));
        Assert.Equal(UpdateFlags.PictureEnd, update.Flags);
        Assert.Equal((7u, 8u, (ushort)9, 10ul), (update.Header.Seq, update.Header.Epoch, update.Header.Screen, update.Header.CapturedAt));
        Assert.Equal(operations.Length, update.Header.OperationCount);
        var read = new List<Operation>();
        foreach (Operation operation in update) read.Add(operation);
        Assert.Equal(operations, read);
        Assert.Equal(operations.All(operation => operation.IsSelfContained), update.IsSelfContained);
    });

    [Fact]
    public void A_message_cut_at_any_byte_is_refused() => Samples.Updates.Sample(
        message =>
        {
            for (int length = 0; length < message.Length; length++)
                Assert.NotEqual(ProtocolError.None, Update.TryRead(message.AsSpan(0, length), Samples.Width, Samples.Height, out _));
        },
        iter: 50);

    [Fact]
    public void A_message_with_bytes_behind_its_end_is_refused() => Samples.Updates.Sample(message =>
        Assert.Equal(ProtocolError.TrailingBytes, Update.TryRead([.. message, 0], Samples.Width, Samples.Height, out _)));

    [Fact]
    public void An_operation_outside_of_the_screen_is_refused() => Samples.Operations.Where(operation => !operation.NamesTile && operation.Kind != OperationKind.Skip).Sample(operation =>
    {
        byte[] message = Samples.Update([operation], UpdateFlags.None, 1, 1, 0, 0, [1]);
        Assert.Equal(ProtocolError.OutOfScreen, Update.TryRead(message, operation.X + operation.Width - 1, Samples.Height, out _));
        Assert.Equal(ProtocolError.OutOfScreen, Update.TryRead(message, Samples.Width, operation.Y + operation.Height - 1, out _));
    });

    [Fact]
    public void A_tile_that_the_screen_does_not_have_is_refused() => Samples.Operations.Where(operation => operation.NamesTile && operation.Tile > 0).Sample(operation =>
    {
        byte[] message = Samples.Update([operation], UpdateFlags.None, 1, 1, 0, 0, [1]);
        Assert.Equal(ProtocolError.OutOfScreen, Update.TryRead(message, 64 * operation.Tile, 64, out _));
    });

    [Fact]
    public void A_copy_from_outside_of_the_screen_is_refused()
    {
        AssertRefused(ProtocolError.OutOfScreen, Operation.Copy(0, 0, 10, 10, Samples.Width - 9, 0));
        AssertRefused(ProtocolError.OutOfScreen, Operation.Copy(0, 0, 10, 10, 0, Samples.Height - 9));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(255)]
    public void An_unknown_operation_is_refused(byte kind)
    {
        byte[] message = Samples.Update([Operation.Solid(0, 0, 8, 8, 0)], UpdateFlags.None, 1, 1, 0, 0, []);
        message[MessageHeader.Size + UpdateHeader.Size] = kind;
        Assert.Equal(ProtocolError.BadOperation, Update.TryRead(message, Samples.Width, Samples.Height, out _));
    }

    [Fact]
    public void An_operation_that_contradicts_itself_is_refused()
    {
        var piece = new VideoPiece(1, VideoCodec.Vp9, VideoFlags.Key, 0);
        AssertRefused(ProtocolError.BadOperation, Operation.Image(ImageFormat.None, 0, 0, 8, 8, 10));
        AssertRefused(ProtocolError.BadOperation, Operation.Image((ImageFormat)3, 0, 0, 8, 8, 10));
        AssertRefused(ProtocolError.BadOperation, Operation.Image(ImageFormat.Jpeg, 0, 0, 8, 8, 0));
        AssertRefused(ProtocolError.BadOperation, Operation.MaskedRaw(0, Samples.Width, Samples.Height, 0));
        AssertRefused(ProtocolError.BadOperation, Operation.MaskedRaw(3, Samples.Width, Samples.Height, 1) with { Mask = 2 });
        AssertRefused(ProtocolError.BadOperation, Operation.Store(0, Samples.Width, Samples.Height, Caps.CacheSlots, 0));
        AssertRefused(ProtocolError.BadOperation, Operation.Reference(0, Samples.Width, Samples.Height, Caps.CacheSlots, 0));
        AssertRefused(ProtocolError.BadOperation, Operation.VideoOf(piece with { Codec = VideoCodec.None }, 0, 0, 8, 8, 10));
        AssertRefused(ProtocolError.BadOperation, Operation.VideoOf(piece with { Codec = (VideoCodec)5 }, 0, 0, 8, 8, 10));
        AssertRefused(ProtocolError.BadOperation, Operation.VideoOf(piece with { Flags = (VideoFlags)9 }, 0, 0, 8, 8, 10));
        AssertRefused(ProtocolError.BadOperation, Operation.VideoOf(piece, 0, 0, 8, 8, 0));
    }

    [Fact]
    public void Rectangles_larger_than_their_cap_are_refused()
    {
        AssertRefused(ProtocolError.BadOperation, Operation.Image(ImageFormat.Jpeg, 0, 0, Caps.ImageSide + 1, 8, 10), 4096, 4096);
        AssertRefused(ProtocolError.BadOperation, Operation.Image(ImageFormat.Jpeg, 0, 0, 8, Caps.ImageSide + 1, 10), 4096, 4096);
        var piece = new VideoPiece(1, VideoCodec.Vp9, VideoFlags.Key, 0);
        AssertRefused(ProtocolError.BadOperation, Operation.VideoOf(piece, 0, 0, Caps.VideoWidth + 1, 8, 10), 4096, 4096);
        AssertRefused(ProtocolError.BadOperation, Operation.VideoOf(piece, 0, 0, 8, Caps.VideoHeight + 1, 10), 4096, 4096);
    }

    [Fact]
    public void An_updates_base_is_its_own_number_when_it_depends_on_nothing_and_the_one_before_when_it_does() =>
        Gen.Select(Samples.Updates, Gen.UInt).Sample((message, other) =>
        {
            Assert.Equal(ProtocolError.None, Update.TryRead(message, Samples.Width, Samples.Height, out Update update));
            Assert.Equal(update.IsSelfContained ? update.Header.Seq : update.Header.Seq - 1, update.Header.BaseSeq);
            if (other == update.Header.BaseSeq) return;
            BitConverter.TryWriteBytes(message.AsSpan(MessageHeader.Size + 12), other);
            Assert.Equal(ProtocolError.BadBase, Update.TryRead(message, Samples.Width, Samples.Height, out _));
        });

    [Fact]
    public void Random_bytes_are_read_without_a_crash_and_without_allocating() => Gen.Byte.Array[0, 600].Sample(bytes =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Update.TryRead(bytes, Samples.Width, Samples.Height, out _);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    });

    [Fact]
    public void A_changed_byte_never_makes_an_update_that_reaches_outside_of_itself() =>
        Gen.Select(Samples.Updates, Gen.Int[0, 400], Gen.Byte).Sample((message, at, value) =>
        {
            message[at % message.Length] = value;
            if (Update.TryRead(message, Samples.Width, Samples.Height, out Update update) != ProtocolError.None) return;
            long images = 0;
            foreach (Operation operation in update)
            {
                int least = operation.Kind == OperationKind.Skip ? 0 : 1;
                Assert.InRange(operation.X + operation.Width, least, Samples.Width);
                Assert.InRange(operation.Y + operation.Height, least, Samples.Height);
                if (!operation.IsInPaletteSection) images += operation.DataLength;
            }

            Assert.Equal(update.Images.Length, images);
        });

    [Fact]
    public void Lengths_over_the_caps_are_refused_before_anything_else_is_read()
    {
        byte[] message = Samples.Update([], UpdateFlags.None, 1, 1, 0, 0, []);
        foreach ((int offset, uint value) in new (int, uint)[] { (24, Caps.Message + 1), (28, Caps.PaletteRaw + 1), (32, uint.MaxValue), (36, uint.MaxValue) })
        {
            byte[] lying = [.. message];
            BitConverter.TryWriteBytes(lying.AsSpan(MessageHeader.Size + offset), value);
            Assert.Equal(ProtocolError.OverCap, Update.TryRead(lying, Samples.Width, Samples.Height, out _));
        }

        Assert.Equal(ProtocolError.OverCap, MessageHeader.TryRead(new byte[Caps.Message + 1], out _));
    }

    private static void AssertRefused(ProtocolError error, Operation operation, int width = Samples.Width, int height = Samples.Height) =>
        Assert.Equal(error, Update.TryRead(Samples.Update([operation], UpdateFlags.None, 1, 1, 0, 0, [1]), width, height, out _));
}
