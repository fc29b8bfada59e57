using RemoteAssist.Protocol;

namespace RemoteAssist.ProtocolTests;

/// <summary>A screen of int pixels, 0x00RRGGBB, and what is kept in slots.</summary>
internal sealed record Canvas(int Width, int Height)
{
    internal int[] Pixels { get; } = new int[Width * Height];

    internal Dictionary<int, (ulong Hash, int Width, int[] Pixels)> Slots { get; } = [];

    internal byte[] Rgb() => [.. Pixels.SelectMany(Shape.Bytes)];

    internal int[] Take(int x, int y, int width, int height) =>
        [.. Enumerable.Range(0, width * height).Select(at => Pixels[(y + at / width) * Width + x + at % width])];

    internal void Put(int x, int y, int width, int[] pixels)
    {
        for (int i = 0; i < pixels.Length; i++) Pixels[(y + i / width) * Width + x + i % width] = pixels[i];
    }
}

/// <summary>An operation with its data, and what it must do to a screen.</summary>
internal sealed record Shape(Operation Operation, byte[] Data, Action<Canvas> Draw)
{
    internal static Shape Solid(int x, int y, int width, int height, int colour) => new(
        Operation.Solid(x, y, width, height, (uint)colour),
        [],
        canvas => canvas.Put(x, y, width, [.. Enumerable.Repeat(colour, width * height)]));

    internal static Shape Raw(Canvas screen, int tile) => Tiled(Operation.Raw(tile, screen.Width, screen.Height), 0);

    internal static Shape Palette(Canvas screen, int tile, int colours) => Tiled(Operation.Palette(tile, screen.Width, screen.Height, colours), colours);

    internal static Shape MaskedRaw(Canvas screen, int tile, ulong mask) => Tiled(Operation.MaskedRaw(tile, screen.Width, screen.Height, mask), 0);

    internal static Shape MaskedPalette(Canvas screen, int tile, int colours, ulong mask) =>
        Tiled(Operation.MaskedPalette(tile, screen.Width, screen.Height, colours, mask), colours);

    internal static Shape Copy(int x, int y, int width, int height, int fromX, int fromY) => new(
        Operation.Copy(x, y, width, height, fromX, fromY),
        [],
        canvas => canvas.Put(x, y, width, canvas.Take(fromX, fromY, width, height)));

    internal static Shape Store(Canvas screen, int tile, int slot, ulong hash)
    {
        Operation operation = Operation.Store(tile, screen.Width, screen.Height, slot, hash);
        return new(operation, [], canvas => canvas.Slots[slot] = (hash, operation.Width, canvas.Take(operation.X, operation.Y, operation.Width, operation.Height)));
    }

    /// <summary>Draws nothing when the slot keeps another hash, or a tile of another size.</summary>
    internal static Shape Reference(Canvas screen, int tile, int slot, ulong hash)
    {
        Operation operation = Operation.Reference(tile, screen.Width, screen.Height, slot, hash);
        return new(operation, [], canvas =>
        {
            bool fits = canvas.Slots.TryGetValue(slot, out var kept) && kept.Hash == hash && kept.Width == operation.Width && kept.Pixels.Length == operation.Width * operation.Height;
            if (fits) canvas.Put(operation.X, operation.Y, operation.Width, kept.Pixels);
        });
    }

    /// <summary>Data that is drawn nowhere.</summary>
    internal static Shape Skip(int length) => new(Operation.Skip(length), [.. Enumerable.Range(0, length).Select(at => (byte)(at * 37))], _ => { });

    internal static byte[] Bytes(int colour) => [(byte)(colour >> 16), (byte)(colour >> 8), (byte)colour];

    // Block by block, a whole tile counting as one block: of so many colours, or of plain pixels when there are none.
    private static Shape Tiled(Operation operation, int colours)
    {
        var data = new List<byte>(Enumerable.Range(0, colours).Select(Colour).SelectMany(Bytes));
        var blocks = new List<(int X, int Y, int Width, int[] Pixels)>();
        ulong mask = operation.IsMasked ? operation.Mask : 1;
        for (int block = 0; mask != 0; mask = BlockMask.WithoutFirst(mask), block++)
        {
            (int x, int y, int width, int height) = operation.IsMasked
                ? BlockMask.First(mask, operation.Width, operation.Height)
                : (0, 0, operation.Width, operation.Height);
            var pixels = new int[width * height];
            for (int row = 0; row < height; row++)
            {
                int[] indices = [.. Enumerable.Range(0, width).Select(column => colours > 0 ? (block * 5 + row * 31 + column * 7) % colours : block * 977 + row * width + column)];
                for (int column = 0; column < width; column++) pixels[row * width + column] = Colour(indices[column]);
                data.AddRange(colours > 0 ? Pack(indices, Operation.BitsPerIndex(colours)) : indices.Select(Colour).SelectMany(Bytes));
            }

            blocks.Add((operation.X + x, operation.Y + y, width, pixels));
        }

        return new Shape(operation, [.. data], canvas => blocks.ForEach(block => canvas.Put(block.X, block.Y, block.Width, block.Pixels)));
    }

    private static byte[] Pack(int[] indices, int bits)
    {
        var packed = new byte[(indices.Length * bits + 7) / 8];
        for (int i = 0; i < indices.Length; i++) packed[i * bits / 8] |= (byte)(indices[i] << (8 - bits - i * bits % 8));
        return packed;
    }

    private static int Colour(int index) => (index * 2_654_435 + 0x10203) & 0xFFFFFF;
}
