using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RemoteAssist.Protocol;
using ZstdSharp;

namespace RemoteAssist.ProtocolTests;

/// <summary>
/// Sequences of updates that depend on each other: what they copy, keep and refer to was left by earlier ones. Arrays of {name, width, height,
/// messages (base64), sha256 of the last picture's r, g, b}.
/// </summary>
internal static class Sequences
{
    internal static JsonArray All() => [Sequence(1, 64, 64), Sequence(2, 200, 130), Sequence(3, 256, 192), Sequence(4, 77, 300), Sequence(5, 511, 65)];

    private static JsonObject Sequence(int seed, int width, int height)
    {
        var next = new Numbers((uint)seed);
        var canvas = new Canvas(width, height);
        var messages = new JsonArray();
        for (uint seq = 1; seq <= 10; seq++)
        {
            var shapes = new List<Shape>();
            for (int i = 1 + next.Below(8); i > 0; i--)
            {
                Shape shape = Any(next, canvas);
                shape.Draw(canvas);
                shapes.Add(shape);
            }

            messages.Add(Convert.ToBase64String(Message(seq, shapes)));
        }

        return new JsonObject
        {
            ["name"] = $"sequence {seed}",
            ["width"] = width,
            ["height"] = height,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(canvas.Rgb())),
            ["messages"] = messages,
        };
    }

    private static Shape Any(Numbers next, Canvas canvas)
    {
        int tile = next.Below(Operation.Tiles(canvas.Width) * Operation.Tiles(canvas.Height));
        Operation whole = Operation.Raw(tile, canvas.Width, canvas.Height);
        ulong all = BlockMask.All(whole.Width, whole.Height);
        ulong mask = (ulong)next.Below(int.MaxValue) * 0x9E37_79B9_7F4A_7C15 & all;
        if (mask == 0) mask = all;
        int w = 1 + next.Below(canvas.Width), h = 1 + next.Below(canvas.Height);
        int x = next.Below(canvas.Width - w + 1), y = next.Below(canvas.Height - h + 1);
        // Few slots and hashes, so that some are overwritten and some do not fit.
        int slot = next.Below(4);
        ulong hash = (ulong)next.Below(2) << 47 | 5;
        return next.Below(9) switch
        {
            0 => Shape.Solid(x, y, Math.Min(w, 40), Math.Min(h, 40), next.Below(0x1000000)),
            1 => Shape.Palette(canvas, tile, 1 + next.Below(256)),
            2 => Shape.Raw(canvas, tile),
            3 => Shape.MaskedPalette(canvas, tile, 1 + next.Below(20), mask),
            4 => Shape.MaskedRaw(canvas, tile, mask & (0ul - mask)),
            5 => Shape.Copy(x, y, w, h, next.Below(canvas.Width - w + 1), next.Below(canvas.Height - h + 1)),
            6 => Shape.Store(canvas, tile, slot, hash),
            7 => Shape.Reference(canvas, tile, slot, hash),
            _ => Shape.Skip(1 + next.Below(500)),
        };
    }

    private static byte[] Message(uint seq, List<Shape> shapes)
    {
        byte[] raw = [.. shapes.SelectMany(shape => shape.Data)];
        using var compressor = new Compressor(1);
        byte[] palette = raw.Length == 0 ? [] : compressor.Wrap(raw).ToArray();
        return Samples.Update([.. shapes.Select(shape => shape.Operation)], UpdateFlags.PictureEnd, seq, 7, 0, 1_000_000, palette);
    }

    /// <summary>The same numbers on every run and runtime (xorshift32), so that the vectors stay as they are.</summary>
    private sealed class Numbers(uint seed)
    {
        private uint _state = seed * 2_654_435_761;

        internal int Below(int bound)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return (int)(_state % (uint)bound);
        }
    }
}
