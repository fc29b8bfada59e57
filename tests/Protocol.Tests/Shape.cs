using RemoteAssist.Protocol;

namespace RemoteAssist.ProtocolTests;

/// <summary>An operation with its data and the pixels that it must leave.</summary>
internal sealed record Shape(Operation Operation, byte[] Data, int[] Pixels)
{
    internal static Shape Solid(int x, int y, int width, int height, int colour) => new(
        new Operation(OperationKind.Solid, ImageFormat.None, (ushort)x, (ushort)y, (ushort)width, (ushort)height, 0, 0, (ulong)colour),
        [],
        [.. Enumerable.Repeat(colour, width * height)]);

    internal static Shape Raw(int x, int y, int width, int height)
    {
        int[] pixels = [.. Enumerable.Range(0, width * height).Select(Colour)];
        byte[] data = [.. pixels.SelectMany(Bytes)];
        return new Shape(new Operation(OperationKind.Raw, ImageFormat.None, (ushort)x, (ushort)y, (ushort)width, (ushort)height, 0, data.Length, 0), data, pixels);
    }

    internal static Shape Palette(int x, int y, int width, int height, int colours)
    {
        var data = new List<byte>(Enumerable.Range(0, colours).Select(Colour).SelectMany(Bytes));
        var pixels = new int[width * height];
        int bits = Operation.BitsPerIndex(colours);
        for (int row = 0; row < height; row++)
        {
            var packed = new byte[(width * bits + 7) / 8];
            for (int column = 0; column < width; column++)
            {
                int index = (row * 31 + column * 7) % colours;
                pixels[row * width + column] = Colour(index);
                packed[column * bits / 8] |= (byte)(index << (8 - bits - column * bits % 8));
            }

            data.AddRange(packed);
        }

        var operation = new Operation(OperationKind.Palette, ImageFormat.None, (ushort)x, (ushort)y, (ushort)width, (ushort)height, (ushort)colours, data.Count, 0);
        return new Shape(operation, [.. data], pixels);
    }

    internal void Draw(byte[] rgb, int screenWidth)
    {
        for (int i = 0; i < Pixels.Length; i++)
            Bytes(Pixels[i]).CopyTo(rgb, ((Operation.Y + i / Operation.Width) * screenWidth + Operation.X + i % Operation.Width) * 3);
    }

    private static int Colour(int index) => (index * 2_654_435 + 0x10203) & 0xFFFFFF;

    private static byte[] Bytes(int colour) => [(byte)(colour >> 16), (byte)(colour >> 8), (byte)colour];
}
