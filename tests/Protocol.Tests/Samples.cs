using System.Text;
using CsCheck;
using RemoteAssist.Protocol;

namespace RemoteAssist.ProtocolTests;

/// <summary>Generators of well-formed messages.</summary>
internal static class Samples
{
    internal const int Width = 200;
    internal const int Height = 130;

    internal const int Tiles = 4 * 3;

    internal static readonly Gen<Operation> Operations = Gen.OneOf(
        from at in Rectangles(Width, Height)
        from colour in Gen.UInt[0, 0xFFFFFF]
        select Operation.Solid(at.X, at.Y, at.Width, at.Height, colour),
        from tile in Tile
        from colours in Gen.Int[1, 256]
        select Operation.Palette(tile, Width, Height, colours),
        Tile.Select(tile => Operation.Raw(tile, Width, Height)),
        Gen.Int[1, 300].Select(Operation.Skip),
        from at in Rectangles(Width, Height)
        from length in Gen.Int[1, 300]
        from format in Gen.Int[1, 2]
        select Operation.Image((ImageFormat)format, at.X, at.Y, at.Width, at.Height, length),
        from tile in Tile
        from colours in Gen.Int[1, 256]
        from mask in Mask(tile)
        select Operation.MaskedPalette(tile, Width, Height, colours, mask),
        from tile in Tile
        from mask in Mask(tile)
        select Operation.MaskedRaw(tile, Width, Height, mask),
        from at in Rectangles(Width, Height)
        from x in Gen.Int[0, Width - at.Width]
        from y in Gen.Int[0, Height - at.Height]
        select Operation.Copy(at.X, at.Y, at.Width, at.Height, x, y),
        Kept(Operation.Store),
        Kept(Operation.Reference),
        from at in Rectangles(Width, Height)
        from length in Gen.Int[1, 300]
        from stream in Gen.Byte
        from codec in Gen.Int[1, 4]
        from flags in Gen.Int[0, 7]
        from frame in Gen.UInt
        select Operation.VideoOf(new VideoPiece(stream, (VideoCodec)codec, (VideoFlags)flags, frame), at.X, at.Y, at.Width, at.Height, length));

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

    private static Gen<int> Tile => Gen.Int[0, Tiles - 1];

    private static Gen<ulong> Mask(int tile)
    {
        Operation whole = Operation.Raw(tile, Width, Height);
        ulong all = BlockMask.All(whole.Width, whole.Height);
        return Gen.ULong.Select(bits => (bits & all) == 0 ? all : bits & all);
    }

    private static Gen<Operation> Kept(Func<int, int, int, int, ulong, Operation> make) =>
        from tile in Tile
        from slot in Gen.Int[0, Caps.CacheSlots - 1]
        from hash in Gen.ULong[0, (1ul << Operation.HashBits) - 1]
        select make(tile, Width, Height, slot, hash);

    private static Gen<(int X, int Y, int Width, int Height)> Rectangles(int width, int height) =>
        from w in Gen.Int[1, width]
        from h in Gen.Int[1, height]
        from x in Gen.Int[0, width - w]
        from y in Gen.Int[0, height - h]
        select (x, y, w, h);

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
        var images = new byte[operations.Where(operation => operation.IsInImageSection).Sum(operation => operation.DataLength)];
        if (!operations.Any(operation => operation.IsInPaletteSection && operation.DataLength > 0)) palette = [];
        UpdateHeader header = UpdateHeader.Of(screen, epoch, seq, capturedAt, operations, palette.Length);
        return RemoteAssist.Protocol.Update.Compose(flags, header, operations, palette, images);
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
