using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;
using ZstdSharp;

namespace RemoteAssist.ProtocolTests;

/// <summary>
/// The shared vectors: arrays of {name, message (base64), width, height, expect}. For an update, <c>expect.sha256</c> is that of the
/// screen's r, g, b, row by row, once the message was drawn on black.
/// </summary>
internal static class Vectors
{
    internal static readonly Dictionary<string, Func<JsonArray>> Files = new()
    {
        ["updates.json"] = Updates,
        ["messages.json"] = Messages,
        ["refused.json"] = Refused,
        ["sequences/random.json"] = Sequences.All,
    };

    internal static JsonArray Updates()
    {
        var vectors = new JsonArray();
        vectors.Add(Picture("a solid rectangle", 20, 10, _ => [Shape.Solid(3, 2, 9, 5, 0x12AB34)]));
        foreach (int colours in (int[])[1, 2, 3, 4, 5, 16, 17, 256])
        {
            vectors.Add(Picture($"a palette of {colours} colours, its rows not a whole number of bytes", 97, 83, screen => [Shape.Palette(screen, 3, colours)]));
            vectors.Add(Picture($"blocks of {colours} colours at the corner, narrower than blocks", 97, 83, screen => [Shape.MaskedPalette(screen, 3, colours, 0x1A_0009)]));
        }

        vectors.Add(Picture("a full tile of 16 colours", 64, 64, screen => [Shape.Palette(screen, 0, 16)]));
        vectors.Add(Picture("plain pixels at the lower right corner", 70, 69, screen => [Shape.Raw(screen, 3)]));
        vectors.Add(Picture("blocks of plain pixels", 128, 64, screen => [Shape.MaskedRaw(screen, 1, 0x8000_0000_0000_4001)]));
        vectors.Add(Picture("blocks of plain pixels at the corner", 77, 75, screen => [Shape.MaskedRaw(screen, 3, 0x202)]));
        vectors.Add(Picture("operations are drawn in order", 128, 64, screen => [Shape.Solid(0, 0, 128, 64, 0xFFFFFF), Shape.Palette(screen, 1, 4), Shape.MaskedRaw(screen, 1, 0xF0), Shape.Solid(70, 18, 2, 2, 0xFF0000)]));
        vectors.Add(Picture("a copy down, over itself", 80, 90, screen => [Shape.Palette(screen, 0, 17), Shape.Copy(0, 3, 64, 61, 0, 0)]));
        vectors.Add(Picture("a copy up and to the left, over itself", 80, 90, screen => [Shape.Palette(screen, 0, 17), Shape.Copy(5, 2, 50, 60, 9, 4)]));
        vectors.Add(Picture("a copy to the right, over itself, of what a copy left", 80, 90, screen => [Shape.Raw(screen, 0), Shape.Copy(16, 64, 64, 26, 0, 0), Shape.Copy(20, 64, 60, 26, 16, 64)]));
        vectors.Add(Picture("a kept tile is drawn as it was when it was kept", 192, 64, screen => [Shape.Palette(screen, 0, 5), Shape.Store(screen, 0, 1023, 0xFEDC_BA98_7654), Shape.Solid(0, 0, 64, 64, 0xFF), Shape.Reference(screen, 2, 1023, 0xFEDC_BA98_7654)]));
        vectors.Add(Picture("a slot that keeps another hash draws nothing", 128, 64, screen => [Shape.Palette(screen, 0, 5), Shape.Store(screen, 0, 7, 1), Shape.Reference(screen, 1, 7, 2)]));
        vectors.Add(Picture("data of operations that were left out is passed over", 192, 64, screen => [Shape.Skip(700), Shape.Palette(screen, 0, 5), Shape.Skip(1), Shape.MaskedRaw(screen, 1, 0x8001), Shape.Raw(screen, 2), Shape.Skip(70_000)]));
        vectors.Add(Picture("no operation at all", 4, 4, _ => []));
        return vectors;
    }

    internal static JsonArray Messages()
    {
        var shape = new byte[CursorShapeMessage.MessageLength(3, 2)];
        byte[] pixels = [.. Enumerable.Range(1, 24).Select(value => (byte)(value * 10))];
        CursorShapeMessage.Write(shape, 3, 2, 1, 0, pixels);
        return
        [
            Vector("ping", Written(PingMessage.MessageSize, new PingMessage(0x0102030405060708).Write), new() { ["kind"] = "Ping", ["sentAt"] = "72623859790382856" }),
            Vector("pong", Written(PongMessage.MessageSize, new PongMessage(1, 1_000_000).Write), new() { ["kind"] = "Pong", ["sentAt"] = "1", ["answeredAt"] = "1000000" }),
            Vector("ack", Written(AckMessage.MessageSize, new AckMessage(4_000_000_000, 1234).Write), new() { ["kind"] = "Ack", ["seq"] = 4_000_000_000, ["micros"] = 1234 }),
            Vector("view of a screen", Written(ViewMessage.MessageSize, new ViewMessage(3, 1280, 720, PictureQuality.LowData).Write), new() { ["kind"] = "View", ["screen"] = 3, ["pageWidth"] = 1280, ["pageHeight"] = 720, ["quality"] = 3 }),
            Vector("view of all screens", Written(ViewMessage.MessageSize, new ViewMessage(ViewMessage.AllScreens, 65535, 1, PictureQuality.Automatic).Write), new() { ["kind"] = "View", ["screen"] = 0xFFFF, ["pageWidth"] = 65535, ["pageHeight"] = 1, ["quality"] = 0 }),
            Vector("repair", Written(RepairMessage.MessageLength(2), span => RepairMessage.Write(span, 1, 7, [5, 300])), new() { ["kind"] = "Repair", ["screen"] = 1, ["epoch"] = 7, ["tiles"] = new JsonArray(5, 300) }),
            Vector("cursor position", Written(CursorPositionMessage.MessageSize, new CursorPositionMessage(1, true, 1919, 1079).Write), new() { ["kind"] = "CursorPosition", ["screen"] = 1, ["visible"] = true, ["x"] = 1919, ["y"] = 1079 }),
            Vector("cursor shape", shape, new() { ["kind"] = "CursorShape", ["width"] = 3, ["height"] = 2, ["hotX"] = 1, ["hotY"] = 0, ["rgba"] = Convert.ToBase64String(pixels) }),
            Vector("no cursor", Written(CursorShapeMessage.MessageLength(0, 0), span => CursorShapeMessage.Write(span, 0, 0, 0, 0, [])), new() { ["kind"] = "CursorShape", ["width"] = 0, ["height"] = 0, ["hotX"] = 0, ["hotY"] = 0, ["rgba"] = "" }),
            Vector(
                "every kind of input",
                Samples.Input(
                    0,
                    Samples.Bytes(new InputEvent { Kind = InputEventKind.Pointer, Screen = 1, X = 300, Y = 200, Buttons = PointerButtons.Left | PointerButtons.Forward }),
                    Samples.Bytes(new InputEvent { Kind = InputEventKind.Wheel, Screen = 1, X = 300, Y = 200, DeltaX = -120, DeltaY = 240 }),
                    Samples.Bytes(new InputEvent { Kind = InputEventKind.Key, Down = true, Code = 4, Keysym = 0x61 }),
                    Samples.Bytes(new InputEvent { Kind = InputEventKind.Text, Text = "é漢"u8 }),
                    Samples.Bytes(new InputEvent { Kind = InputEventKind.ReleaseAll })),
                new()
                {
                    ["kind"] = "Input",
                    ["agent"] = 0,
                    ["events"] = new JsonArray(
                        new JsonObject { ["kind"] = "Pointer", ["screen"] = 1, ["x"] = 300, ["y"] = 200, ["buttons"] = 17 },
                        new JsonObject { ["kind"] = "Wheel", ["screen"] = 1, ["x"] = 300, ["y"] = 200, ["dx"] = -120, ["dy"] = 240 },
                        new JsonObject { ["kind"] = "Key", ["down"] = true, ["code"] = 4, ["keysym"] = 0x61 },
                        new JsonObject { ["kind"] = "Text", ["text"] = "é漢" },
                        new JsonObject { ["kind"] = "ReleaseAll" }),
                }),
            Vector("layout", ControlJson.Write(new Layout(7, 1, [new(0, 0, 0, 1440, 900, 100, false, "A"), new(1, 1440, 0, 1920, 1080, 100, true, "B")])), new() { ["kind"] = "Layout", ["epoch"] = 7, ["active"] = 1, ["screens"] = 2, ["quality"] = "automatic", ["watched"] = new JsonArray(1) }),
            Vector("layout of a host that sends all screens", ControlJson.Write(new Layout(8, 0, [new(0, 0, 0, 1440, 900, 100, true, "A"), new(1, 1440, 0, 1920, 1080, 100, false, "B")], "lowData", [0, 1])), new() { ["kind"] = "Layout", ["epoch"] = 8, ["active"] = 0, ["screens"] = 2, ["quality"] = "lowData", ["watched"] = new JsonArray(0, 1) }),
        ];
    }

    internal static JsonArray Refused()
    {
        byte[] good = Encode([Shape.Palette(new Canvas(100, 100), 0, 4)]);
        byte[] solid = Encode([Shape.Solid(90, 90, 10, 10, 1)]);
        byte[] masked = Encode([Shape.MaskedRaw(new Canvas(100, 100), 3, 1)]);
        byte[] copy = Encode([Shape.Copy(0, 0, 50, 50, 50, 50)]);
        byte[] store = Encode([Shape.Store(new Canvas(100, 100), 0, 1023, 1)]);
        return
        [
            Bad("an empty message", [], ProtocolError.Truncated),
            Bad("a header alone, cut", good[..7], ProtocolError.Truncated),
            Bad("an update cut in its directory", Relength(good[..50]), ProtocolError.Truncated),
            Bad("an update with a byte behind its end", [.. good, 0], ProtocolError.TrailingBytes),
            Bad("a length that lies", Changed(good, 4, 0xFF), ProtocolError.Truncated),
            Bad("a reserved field that is not zero", Changed(good, 2, 1), ProtocolError.ReservedNotZero),
            Bad("an unknown flag", Changed(good, 1, 0x80), ProtocolError.ReservedNotZero),
            Bad("an unknown operation", Changed(good, Entry, 12), ProtocolError.BadOperation),
            Bad("a tile outside of the screen", Changed(good, Entry + 1, 4), ProtocolError.OutOfScreen),
            Bad("a rectangle outside of the screen", Changed(solid, Entry + 1, 91), ProtocolError.OutOfScreen),
            Bad("a rectangle without width", Changed(solid, Entry + 5, 0), ProtocolError.OutOfScreen),
            Bad("a copy from outside of the screen", Changed(copy, Entry + 9, 51), ProtocolError.OutOfScreen),
            Bad("a mask of no block", Changed(masked, Entry + 3, 0), ProtocolError.BadOperation),
            Bad("a mask of a block outside of the screen", Changed(masked, Entry + 3, 0x21), ProtocolError.BadOperation),
            Bad("a slot past the last", Changed(store, Entry + 4, 4), ProtocolError.BadOperation),
            Bad("a copy that says to depend on nothing", Changed(copy, MessageHeader.Size + 12, 42), ProtocolError.BadBase),
            Bad("a palette that says to depend on what was before", Changed(good, MessageHeader.Size + 12, 41), ProtocolError.BadBase),
            Bad("a directory shorter than its operations", Changed(good, MessageHeader.Size + 2, 2), ProtocolError.LengthMismatch),
            Bad("a directory longer than its operations", Changed(good, MessageHeader.Size + 2, 0), ProtocolError.LengthMismatch),
            Bad("a palette section larger than its cap", Changed(good, MessageHeader.Size + 28 + 3, 1), ProtocolError.OverCap),
            Bad("a palette section of another length than its tiles", Changed(good, MessageHeader.Size + 28, 1), ProtocolError.LengthMismatch),
            Bad("a pointer over its cap", Written(CursorShapeMessage.MessageLength(0, 0), span => { int n = CursorShapeMessage.Write(span, 0, 0, 0, 0, []); span[8] = 97; return n; }), ProtocolError.OverCap),
            Bad("a view of a screen that cannot be", Written(ViewMessage.MessageSize, new ViewMessage(16, 1, 1, PictureQuality.Sharp).Write), ProtocolError.OutOfScreen),
            Bad("a layout of 256 megapixels", ControlJson.Write(new Layout(1, 0, [new(0, 0, 0, 16_000, 16_000, 100, true, "x")])), ProtocolError.OverCap),
        ];
    }

    private const int Entry = MessageHeader.Size + UpdateHeader.Size;

    private delegate int Writer(Span<byte> destination);

    private static byte[] Written(int length, Writer write)
    {
        var message = new byte[length];
        write(message);
        return message;
    }

    private static JsonObject Picture(string name, int width, int height, Func<Canvas, Shape[]> draw)
    {
        var canvas = new Canvas(width, height);
        Shape[] shapes = draw(canvas);
        foreach (Shape shape in shapes) shape.Draw(canvas);
        return Vector(name, Encode(shapes), new() { ["kind"] = "Update", ["seq"] = 42, ["epoch"] = 7, ["pictureEnd"] = true, ["operations"] = shapes.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(canvas.Rgb())) }, width, height);
    }

    private static byte[] Encode(Shape[] shapes)
    {
        byte[] raw = [.. shapes.SelectMany(shape => shape.Data)];
        using var compressor = new Compressor(1);
        byte[] palette = raw.Length == 0 ? [] : compressor.Wrap(raw).ToArray();
        return Samples.Update([.. shapes.Select(shape => shape.Operation)], UpdateFlags.PictureEnd, 42, 7, 0, 1_000_000, palette);
    }

    private static JsonObject Vector(string name, byte[] message, JsonObject expect, int width = 100, int height = 100) =>
        new() { ["name"] = name, ["message"] = Convert.ToBase64String(message), ["width"] = width, ["height"] = height, ["expect"] = expect };

    private static JsonObject Bad(string name, byte[] message, ProtocolError error) => Vector(name, message, new() { ["error"] = error.ToString() });

    private static byte[] Changed(byte[] message, int at, byte value)
    {
        byte[] changed = [.. message];
        changed[at] = value;
        return changed;
    }

    private static byte[] Relength(byte[] message)
    {
        byte[] changed = [.. message];
        BitConverter.TryWriteBytes(changed.AsSpan(4), message.Length - MessageHeader.Size);
        return changed;
    }
}
