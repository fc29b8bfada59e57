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
        for (int i = 0; i < operations.Length; i++) Assert.Equal(operations[i], update[i]);
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
    public void An_operation_outside_of_the_screen_is_refused() => Samples.Operations.Sample(operation =>
    {
        byte[] message = Samples.Update([operation], UpdateFlags.None, 1, 1, 0, 0, [1]);
        Assert.Equal(ProtocolError.OutOfScreen, Update.TryRead(message, operation.X + operation.Width - 1, Samples.Height, out _));
        Assert.Equal(ProtocolError.OutOfScreen, Update.TryRead(message, Samples.Width, operation.Y + operation.Height - 1, out _));
    });

    [Theory]
    [InlineData(OperationKind.None)]
    [InlineData((OperationKind)5)]
    [InlineData((OperationKind)255)]
    public void An_unknown_operation_is_refused(OperationKind kind) =>
        AssertBad(new Operation(kind, 0, 0, 0, 8, 8, 0, 0, 0));

    [Fact]
    public void Data_that_contradicts_its_operation_is_refused()
    {
        AssertBad(new Operation(OperationKind.Solid, 0, 0, 0, 8, 8, 0, 0, 0x1000000));
        AssertBad(new Operation(OperationKind.Solid, 0, 0, 0, 8, 8, 1, 0, 0));
        AssertBad(new Operation(OperationKind.Palette, 0, 0, 0, 8, 8, 0, 8, 0));
        AssertBad(new Operation(OperationKind.Palette, 0, 0, 0, 8, 8, 257, 257 * 3 + 64, 0));
        AssertBad(new Operation(OperationKind.Palette, 0, 0, 0, 8, 8, 2, 13, 0));
        AssertBad(new Operation(OperationKind.Palette, 0, 0, 0, 65, 8, 2, Operation.PaletteDataLength(65, 8, 2), 0));
        AssertBad(new Operation(OperationKind.Raw, 0, 0, 0, 8, 8, 0, 191, 0));
        AssertBad(new Operation(OperationKind.Raw, 0, 0, 0, 8, 65, 0, 8 * 65 * 3, 0));
        AssertBad(new Operation(OperationKind.Image, ImageFormat.None, 0, 0, 8, 8, 0, 10, 0));
        AssertBad(new Operation(OperationKind.Image, (ImageFormat)3, 0, 0, 8, 8, 0, 10, 0));
        AssertBad(new Operation(OperationKind.Image, ImageFormat.Jpeg, 0, 0, 8, 8, 0, 0, 0));
    }

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
            for (int i = 0; i < update.Header.OperationCount; i++)
            {
                Operation operation = update[i];
                Assert.InRange(operation.X + operation.Width, 1, Samples.Width);
                Assert.InRange(operation.Y + operation.Height, 1, Samples.Height);
                if (!operation.IsInPaletteSection) images += operation.DataLength;
            }

            Assert.Equal(update.Images.Length, images);
        });

    [Fact]
    public void Lengths_over_the_caps_are_refused_before_anything_else_is_read()
    {
        byte[] message = Samples.Update([], UpdateFlags.None, 1, 1, 0, 0, []);
        foreach ((int offset, uint value) in new (int, uint)[] { (24, Caps.Message + 1), (28, Caps.PaletteRaw + 1), (32, uint.MaxValue) })
        {
            byte[] lying = [.. message];
            BitConverter.TryWriteBytes(lying.AsSpan(MessageHeader.Size + offset), value);
            Assert.Equal(ProtocolError.OverCap, Update.TryRead(lying, Samples.Width, Samples.Height, out _));
        }

        Assert.Equal(ProtocolError.OverCap, MessageHeader.TryRead(new byte[Caps.Message + 1], out _));
    }

    private static void AssertBad(Operation operation) => Assert.Equal(
        ProtocolError.BadOperation,
        Update.TryRead(Samples.Update([operation], UpdateFlags.None, 1, 1, 0, 0, [1]), Samples.Width, Samples.Height, out _));
}
