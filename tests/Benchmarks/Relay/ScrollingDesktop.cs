using RemoteAssist.Decoding;
using RemoteAssist.Protocol;
using ZstdSharp;

namespace RemoteAssist.Benchmarks.Relay;

/// <summary>
/// A desktop on which a terminal scrolls, as updates: a copy and a new line of text each time, some kilobytes. It draws its own updates with the
/// reference decoder, so it knows what every viewer must end with, and answers repairs from that.
/// </summary>
internal sealed class ScrollingDesktop : IDisposable
{
    internal const int Width = 1280;
    internal const int Height = 704;

    private const int Terminal = 512;
    private const int Line = 16;
    private const int TilesAMessage = 16;

    private readonly UpdateDecoder _decoder = new();
    private readonly Compressor _compressor = new();
    private readonly uint[] _ink = [0x101010, 0xE0E0E0, 0x80C080, 0x4040A0];
    private ulong _state = 0x9E3779B97F4A7C15;
    private uint _seq;

    internal Picture Screen { get; } = new(Width, Height);

    internal static int Tiles => Operation.Tiles(Width) * Operation.Tiles(Height);

    /// <summary>The next line.</summary>
    internal byte[] Scroll(uint epoch)
    {
        List<Operation> operations = [Operation.Copy(0, 0, Terminal, Terminal - Line, 0, Line)];
        for (int tile = 0; tile < Terminal / Operation.TileSide; tile++)
            operations.Add(Operation.MaskedRaw((Terminal / Operation.TileSide - 1) * Operation.Tiles(Width) + tile, Width, Height, 0xFFFF_0000_0000_0000));
        var data = new byte[operations.Sum(operation => operation.DataLength)];
        for (int at = 0; at < data.Length; at += 3) Put(data.AsSpan(at), Ink());
        return Compose(epoch, UpdateFlags.PictureEnd, operations, data);
    }

    /// <summary>Tiles as they are: the first picture, and repairs.</summary>
    internal IEnumerable<byte[]> Paint(uint epoch, IReadOnlyList<int> tiles, UpdateFlags flags)
    {
        for (int from = 0; from < tiles.Count; from += TilesAMessage)
        {
            List<Operation> operations = [.. tiles.Skip(from).Take(TilesAMessage).Select(tile => Operation.Raw(tile, Width, Height))];
            var data = new byte[operations.Sum(operation => operation.DataLength)];
            int at = 0;
            foreach (Operation tile in operations)
            {
                for (int y = tile.Y; y < tile.Y + tile.Height; y++)
                {
                    for (int x = tile.X; x < tile.X + tile.Width; x++, at += 3) Put(data.AsSpan(at), Screen[x, y]);
                }
            }

            yield return Compose(epoch, from + TilesAMessage >= tiles.Count ? flags | UpdateFlags.PictureEnd : flags, operations, data);
        }
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _compressor.Dispose();
    }

    private byte[] Compose(uint epoch, UpdateFlags flags, List<Operation> operations, byte[] data)
    {
        ReadOnlySpan<byte> palette = _compressor.Wrap(data);
        Operation[] directory = [.. operations];
        byte[] message = Update.Compose(flags, UpdateHeader.Of(0, epoch, ++_seq, (ulong)RelayPeer.Now, directory, palette.Length), directory, palette, []);
        if (_decoder.Apply(message, Screen) != DecodingError.None) throw new InvalidOperationException("The desktop drew what cannot be drawn.");
        return message;
    }

    // Like text: mostly background.
    private uint Ink()
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        int roll = (int)(_state >> 56);
        return _ink[roll < 200 ? 0 : roll & 3];
    }

    private static void Put(Span<byte> at, uint colour) => (at[0], at[1], at[2]) = ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
}
