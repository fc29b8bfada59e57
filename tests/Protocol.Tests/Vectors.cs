using System.Text.Json.Nodes;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;
using ZstdSharp;

namespace RemoteAssist.ProtocolTests;

/// <summary>
/// The shared vectors: arrays of {name, message (base64), width, height, expect}. For an update, <c>expect.rgb</c> (base64) is the screen
/// once the message was drawn on black.
/// </summary>
internal static class Vectors
{
    internal static readonly Dictionary<string, Func<JsonArray>> Files = new()
    {
        ["updates.json"] = Updates,
        ["messages.json"] = Messages,
        ["refused.json"] = Refused,
    };

    internal static JsonArray Updates()
    {
        var vectors = new JsonArray();
        vectors.Add(Picture("a solid rectangle", 20, 10, Shape.Solid(3, 2, 9, 5, 0x12AB34)));
        foreach (int colours in (int[])[1, 2, 3, 4, 5, 16, 17, 256])
            vectors.Add(Picture($"a palette of {colours} colours, its rows not a whole number of bytes", 70, 66, Shape.Palette(5, 1, 33, 19, colours)));
        vectors.Add(Picture("a full tile of 16 colours", 64, 64, Shape.Palette(0, 0, 64, 64, 16)));
        vectors.Add(Picture("plain pixels at the lower right corner", 40, 30, Shape.Raw(29, 24, 11, 6)));
        vectors.Add(Picture("operations are drawn in order", 64, 64, Shape.Solid(0, 0, 64, 64, 0xFFFFFF), Shape.Palette(8, 8, 32, 32, 4), Shape.Raw(16, 16, 8, 8), Shape.Solid(18, 18, 2, 2, 0xFF0000)));
        vectors.Add(Picture("no operation at all", 4, 4));
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
            Vector("select screen", Written(SelectScreenMessage.MessageSize, new SelectScreenMessage(3).Write), new() { ["kind"] = "SelectScreen", ["screen"] = 3 }),
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
            Vector("layout", ControlJson.Write(new Layout(7, 1, [new(0, 0, 0, 1440, 900, 100, false, "A"), new(1, 1440, 0, 1920, 1080, 100, true, "B")])), new() { ["kind"] = "Layout", ["epoch"] = 7, ["active"] = 1, ["screens"] = 2 }),
        ];
    }

    internal static JsonArray Refused()
    {
        byte[] good = Encode([Shape.Palette(0, 0, 16, 16, 4)]);
        return
        [
            Bad("an empty message", [], ProtocolError.Truncated),
            Bad("a header alone, cut", good[..7], ProtocolError.Truncated),
            Bad("an update cut in its directory", Relength(good[..60]), ProtocolError.Truncated),
            Bad("an update with a byte behind its end", [.. good, 0], ProtocolError.TrailingBytes),
            Bad("a length that lies", Changed(good, 4, 0xFF), ProtocolError.Truncated),
            Bad("a reserved field that is not zero", Changed(good, 2, 1), ProtocolError.ReservedNotZero),
            Bad("an unknown flag", Changed(good, 1, 0x80), ProtocolError.ReservedNotZero),
            Bad("an unknown operation", Changed(good, Entry, 9), ProtocolError.BadOperation),
            Bad("a tile outside of the screen", Changed(good, Entry + 3, 1), ProtocolError.OutOfScreen),
            Bad("a tile without width", Changed(good, Entry + 6, 0), ProtocolError.OutOfScreen),
            Bad("a palette without colours", Changed(good, Entry + 10, 0), ProtocolError.BadOperation),
            Bad("a palette section larger than its cap", Changed(good, MessageHeader.Size + 28 + 3, 1), ProtocolError.OverCap),
            Bad("a palette section of another length than its tiles", Changed(good, MessageHeader.Size + 28, 1), ProtocolError.LengthMismatch),
            Bad("a pointer over its cap", Written(CursorShapeMessage.MessageLength(0, 0), span => { int n = CursorShapeMessage.Write(span, 0, 0, 0, 0, []); span[8] = 97; return n; }), ProtocolError.OverCap),
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

    private static JsonObject Picture(string name, int width, int height, params Shape[] shapes)
    {
        var rgb = new byte[width * height * 3];
        foreach (Shape shape in shapes) shape.Draw(rgb, width);
        return Vector(name, Encode(shapes), new() { ["kind"] = "Update", ["seq"] = 42, ["epoch"] = 7, ["pictureEnd"] = true, ["operations"] = shapes.Length, ["rgb"] = Convert.ToBase64String(rgb) }, width, height);
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
