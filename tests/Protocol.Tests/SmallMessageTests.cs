using CsCheck;
using RemoteAssist.Protocol;
using Xunit;

namespace RemoteAssist.ProtocolTests;

public sealed class SmallMessageTests
{
    private delegate ProtocolError Reader(ReadOnlySpan<byte> body);

    private static readonly (string Name, Gen<byte[]> Messages, Reader Read)[] Kinds =
    [
        ("Ping", Gen.ULong.Select(value => Bytes(PingMessage.MessageSize, new PingMessage(value).Write)), body => PingMessage.TryRead(body, out _)),
        ("Pong", Gen.ULong.Select(value => Bytes(PongMessage.MessageSize, new PongMessage(value, ~value).Write)), body => PongMessage.TryRead(body, out _)),
        ("Ack", Gen.UInt.Select(value => Bytes(AckMessage.MessageSize, new AckMessage(value, ~value).Write)), body => AckMessage.TryRead(body, out _)),
        ("View", Gen.Select(Gen.Int[0, Caps.Screens - 1], Gen.UShort, Gen.Int[0, 3]).Select((screen, size, quality) => Bytes(ViewMessage.MessageSize, new ViewMessage((ushort)screen, size, size, (PictureQuality)quality).Write)), body => ViewMessage.TryRead(body, out _)),
        ("Watch", Gen.Select(Gen.ULong, Gen.UShort, Gen.Int[0, 3], Gen.Int[0, 15]).Select((watcher, screens, quality, codecs) => Bytes(WatchMessage.MessageSize, new WatchMessage(watcher, screens, (PictureQuality)quality, (VideoCodecs)codecs, screens).Write)), body => WatchMessage.TryRead(body, out _)),
        ("CursorPosition", Gen.UShort.Select(value => Bytes(CursorPositionMessage.MessageSize, new CursorPositionMessage(1, true, value, value).Write)), body => CursorPositionMessage.TryRead(body, out _)),
        ("CursorShape", Gen.Int[1, 20].Select(side => Bytes(CursorShapeMessage.MessageLength(side, side), span => CursorShapeMessage.Write(span, (ushort)side, (ushort)side, 0, 1, new byte[side * side * 4]))), body => CursorShapeMessage.TryRead(body, out _)),
        ("Repair", Gen.UShort.Array[0, 50].Select(tiles => Bytes(RepairMessage.MessageLength(tiles.Length), span => RepairMessage.Write(span, 1, 2, tiles))), body => RepairMessage.TryRead(body, out _)),
        ("Input", Samples.Inputs, body => InputMessage.TryRead(body, out _)),
    ];

    public static TheoryData<string> Names => [.. Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_whole_message_is_read_and_a_cut_or_longer_one_is_refused(string name)
    {
        (_, Gen<byte[]> messages, Reader read) = Kinds.Single(kind => kind.Name == name);
        messages.Sample(
            message =>
            {
                Assert.Equal(ProtocolError.None, MessageHeader.TryRead(message, out MessageHeader header));
                Assert.Equal(name, header.Kind.ToString());
                byte[] body = message[MessageHeader.Size..];
                Assert.Equal(ProtocolError.None, read(body));
                for (int length = 0; length < body.Length; length++) Assert.NotEqual(ProtocolError.None, read(body.AsSpan(0, length)));
                Assert.Equal(ProtocolError.TrailingBytes, read([.. body, 0]));
            },
            iter: 60);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Random_bytes_never_crash_a_reader(string name)
    {
        Reader read = Kinds.Single(kind => kind.Name == name).Read;
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            read(bytes);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        });
    }

    [Fact]
    public void Input_events_come_back_as_they_were_sent_and_carry_the_agent_of_the_gateway()
    {
        byte[] message = Samples.Input(
            0,
            Samples.Bytes(new InputEvent { Kind = InputEventKind.Key, Code = 4, Keysym = 0x61, Down = true }),
            Samples.Bytes(new InputEvent { Kind = InputEventKind.Wheel, Screen = 1, X = 2, Y = 3, DeltaX = -120, DeltaY = 120 }),
            Samples.Bytes(new InputEvent { Kind = InputEventKind.Text, Text = "漢"u8 }));
        InputMessage.StampAgent(message, 5);
        Assert.Equal(ProtocolError.None, InputMessage.TryRead(message.AsSpan(MessageHeader.Size), out InputMessage input));
        Assert.Equal(5u, input.Agent);
        var seen = new List<string>();
        foreach (InputEvent one in input)
            seen.Add(one.Kind switch
            {
                InputEventKind.Key => $"key {one.Code} {one.Keysym:x} {one.Down}",
                InputEventKind.Wheel => $"wheel {one.Screen} {one.X} {one.Y} {one.DeltaX} {one.DeltaY}",
                _ => $"text {one.Text.Length}",
            });
        Assert.Equal(["key 4 61 True", "wheel 1 2 3 -120 120", "text 3"], seen);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused() =>
        Assert.Equal(ProtocolError.BadText, InputMessage.TryRead(InputMessage.Single(1, new InputEvent { Kind = InputEventKind.Text, Text = [0xC3] }).AsSpan(MessageHeader.Size), out _));

    [Fact]
    public void Text_over_its_cap_is_refused() =>
        Assert.Equal(ProtocolError.OverCap, InputMessage.TryRead(InputMessage.Typed(1, new string('a', Caps.InputText + 1)).AsSpan(MessageHeader.Size), out _));

    [Fact]
    public void A_pointer_over_its_cap_or_with_its_hot_spot_outside_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CursorShapeMessage.Write(new byte[100], Caps.CursorSide + 1, 1, 0, 0, new byte[(Caps.CursorSide + 1) * 4]));
        Assert.Equal(ProtocolError.OverCap, CursorShapeMessage.TryRead([97, 0, 1, 0, 0, 0, 0, 0], out _));
        Assert.Equal(ProtocolError.OutOfScreen, CursorShapeMessage.TryRead([1, 0, 1, 0, 2, 0, 0, 0, 1, 1, 1, 1], out _));
    }

    [Fact]
    public void A_repair_names_at_most_its_cap_of_tiles()
    {
        Assert.Throws<ArgumentException>(() => RepairMessage.Write(new byte[Caps.Message], 0, 0, new ushort[Caps.RepairTiles + 1]));
        var lying = new byte[8];
        BitConverter.TryWriteBytes(lying.AsSpan(2), (ushort)(Caps.RepairTiles + 1));
        Assert.Equal(ProtocolError.OverCap, RepairMessage.TryRead(lying, out _));
    }

    private delegate int Writer(Span<byte> destination);

    private static byte[] Bytes(int length, Writer write)
    {
        var message = new byte[length];
        Assert.Equal(length, write(message));
        return message;
    }
}
