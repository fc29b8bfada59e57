using System.Text;
using CsCheck;
using RemoteAssist.Protocol;

namespace RemoteAssist.ProtocolTests;

/// <summary>Generators of well-formed messages.</summary>
internal static class Samples
{
    internal const int Width = 200;
    internal const int Height = 130;

    internal static readonly Gen<Operation> Operations =
        from kind in Gen.Int[1, 4].Select(value => (OperationKind)value)
        from width in Gen.Int[1, 64]
        from height in Gen.Int[1, 64]
        from x in Gen.Int[0, Width - width]
        from y in Gen.Int[0, Height - height]
        from colours in Gen.Int[1, 256]
        from colour in Gen.Int[0, 0xFFFFFF]
        from imageLength in Gen.Int[1, 300]
        from format in Gen.Int[1, 2].Select(value => (ImageFormat)value)
        select new Operation(
            kind,
            kind == OperationKind.Image ? format : ImageFormat.None,
            (ushort)x,
            (ushort)y,
            (ushort)width,
            (ushort)height,
            kind == OperationKind.Palette ? (ushort)colours : (ushort)0,
            kind switch
            {
                OperationKind.Palette => Operation.PaletteDataLength(width, height, colours),
                OperationKind.Raw => width * height * 3,
                OperationKind.Image => imageLength,
                _ => 0,
            },
            kind == OperationKind.Solid ? (ulong)colour : 0);

    internal static readonly Gen<byte[]> Updates =
        from operations in Operations.Array[0, 40]
        from flags in Gen.Int[0, 3]
        from seq in Gen.UInt
        from epoch in Gen.UInt
        from screen in Gen.UShort
        from capturedAt in Gen.ULong
        from palette in Gen.Byte.Array[1, 200]
        select Update(operations, (UpdateFlags)flags, seq, epoch, screen, capturedAt, palette);

    internal static readonly Gen<byte[]> Inputs =
        from events in InputEvents.Array[1, 20]
        from agent in Gen.UInt
        select Input(agent, events);

    private static Gen<byte[]> InputEvents => Gen.OneOf(
        from values in Gen.UShort.Array[3]
        from buttons in Gen.Int[0, 31]
        select Bytes(new InputEvent { Kind = InputEventKind.Pointer, Screen = values[0], X = values[1], Y = values[2], Buttons = (PointerButtons)buttons }),
        from values in Gen.UShort.Array[3]
        from dx in Gen.Short
        from dy in Gen.Short
        select Bytes(new InputEvent { Kind = InputEventKind.Wheel, Screen = values[0], X = values[1], Y = values[2], DeltaX = dx, DeltaY = dy }),
        from code in Gen.UShort
        from keysym in Gen.UInt
        from down in Gen.Bool
        select Bytes(new InputEvent { Kind = InputEventKind.Key, Code = code, Keysym = keysym, Down = down }),
        from text in Gen.String[Gen.Char['a', 'ӿ'], 1, 40]
        select Bytes(new InputEvent { Kind = InputEventKind.Text, Text = Encoding.UTF8.GetBytes(text) }),
        Gen.Const(Bytes(new InputEvent { Kind = InputEventKind.ReleaseAll })));

    internal static byte[] Update(Operation[] operations, UpdateFlags flags, uint seq, uint epoch, ushort screen, ulong capturedAt, byte[] palette)
    {
        int raw = operations.Where(operation => operation.IsInPaletteSection).Sum(operation => operation.DataLength);
        var images = new byte[operations.Where(operation => operation.Kind == OperationKind.Image).Sum(operation => operation.DataLength)];
        if (raw == 0) palette = [];
        var header = new UpdateHeader(screen, operations.Length, epoch, seq, seq, capturedAt, palette.Length, raw, images.Length);
        var message = new byte[RemoteAssist.Protocol.Update.MessageLength(operations.Length, palette.Length, images.Length)];
        RemoteAssist.Protocol.Update.Write(message, flags, header, operations, palette, images);
        return message;
    }

    internal static byte[] Input(uint agent, params byte[][] events)
    {
        var message = new byte[InputMessage.Prefix + events.Sum(bytes => bytes.Length)];
        int at = InputMessage.Prefix;
        foreach (byte[] bytes in events)
        {
            bytes.CopyTo(message, at);
            at += bytes.Length;
        }

        InputMessage.WritePrefix(message, agent, events.Length);
        return message;
    }

    internal static byte[] Bytes(in InputEvent input)
    {
        var bytes = new byte[input.Length];
        input.Write(bytes);
        return bytes;
    }
}
