using RemoteAssist.Decoding;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;
using ZstdSharp;

namespace RemoteAssist.Gateway.Tests.Relay.Model;

/// <summary>A customer's computer that draws anything the protocol can say, on two screens, and answers repairs exactly.</summary>
internal sealed class ModelHost
{
    private static readonly (int Width, int Height)[][] Sizes = [[(200, 150), (130, 64)], [(150, 200), (64, 70)]];

    private readonly UpdateDecoder _decoder = new();
    private readonly Compressor _compressor = new();
    private readonly Dictionary<int, ulong> _slots = [];
    private readonly List<byte[]> _sent = [];
    private uint _seq;
    private ulong _hash;
    private int _mask = 1;

    internal ModelHost() => Begin();

    internal uint Epoch { get; private set; } = 1000;

    internal Picture[] Screens { get; private set; } = [];

    /// <summary>What goes to the gateway, oldest first.</summary>
    internal List<byte[]> Sent => _sent;

    /// <summary>Another size of screens: a new epoch, its layout and the whole picture.</summary>
    internal void Begin()
    {
        Epoch++;
        _slots.Clear();
        Screens = [.. Sizes[Epoch % 2].Select(size => new Picture(size.Width, size.Height))];
        SendLayout();
        for (int screen = 0; screen < Screens.Length; screen++)
        {
            if (Casts(screen)) SendWhole(screen, UpdateFlags.PictureEnd);
        }
    }

    internal bool Casts(int screen) => (_mask >> screen & 1) != 0;

    /// <summary>A picture of some random operations, in one or two updates.</summary>
    internal void Draw(Dice dice)
    {
        int screen = dice.Roll(Screens.Length);
        if (!Casts(screen)) return;
        for (int part = dice.Roll(4) / 3; part >= 0; part--)
        {
            int count = 1 + dice.Roll(4);
            var operations = new List<Operation>();
            for (int i = 0; i < count; i++) operations.Add(Next(screen, dice));
            Send(screen, part == 0 ? UpdateFlags.PictureEnd : UpdateFlags.None, [.. operations], Data(operations, dice));
        }
    }

    /// <summary>A picture of one tile, whatever it shows.</summary>
    internal void Draw(int tile) => SendTiles(Enumerable.Range(0, Screens.Length).First(Casts), UpdateFlags.PictureEnd, [tile]);

    /// <summary>What the gateway says.</summary>
    internal void Hear(byte[] message)
    {
        ReadOnlySpan<byte> body = message.AsSpan(MessageHeader.Size);
        if (message[0] == (byte)MessageKind.Watch)
        {
            Assert.Equal(ProtocolError.None, WatchMessage.TryRead(body, out WatchMessage watch));
            int mask = watch.Screens == 0 ? 1 : watch.Screens, fresh = mask & ~_mask;
            _mask = mask;
            for (int screen = 0; screen < Screens.Length; screen++)
            {
                if ((fresh >> screen & 1) != 0) SendWhole(screen, UpdateFlags.PictureEnd);
            }

            return;
        }

        Assert.Equal(ProtocolError.None, RepairMessage.TryRead(body, out RepairMessage repair));
        if (repair.TileCount == 0 && repair.Epoch != Epoch) SendLayout();
        int asked = repair.Epoch == Epoch ? repair.Screen : 0;
        if (repair.TileCount == 0) SendWhole(asked, UpdateFlags.Repair | UpdateFlags.PictureEnd);
        if (repair.TileCount == 0 || repair.Epoch != Epoch || !Casts(asked)) return;
        var tiles = new int[repair.TileCount];
        for (int i = 0; i < tiles.Length; i++) tiles[i] = repair.Tile(i);
        SendTiles(asked, UpdateFlags.Repair | UpdateFlags.PictureEnd, tiles);
    }

    private void SendLayout() => _sent.Add(ControlJson.Write(new Layout(
        Epoch, 0, [.. Screens.Select((screen, id) => new Screen((ushort)id, 0, 0, screen.Width, screen.Height, 100, id == 0, "screen"))])));

    private void SendWhole(int screen, UpdateFlags flags) =>
        SendTiles(screen, flags, [.. Enumerable.Range(0, Operation.Tiles(Screens[screen].Width) * Operation.Tiles(Screens[screen].Height))]);

    private void SendTiles(int screen, UpdateFlags flags, int[] tiles)
    {
        // Noise does not get smaller: more would pass the cap of a message.
        const int Most = 4;
        if (tiles.Length > Most)
        {
            SendTiles(screen, flags & ~UpdateFlags.PictureEnd, tiles[..Most]);
            SendTiles(screen, flags, tiles[Most..]);
            return;
        }

        Picture picture = Screens[screen];
        Operation[] operations = [.. tiles.Select(tile => Operation.Raw(tile, picture.Width, picture.Height))];
        var data = new List<byte>();
        foreach (Operation tile in operations)
        {
            for (int y = tile.Y; y < tile.Y + tile.Height; y++)
            {
                for (int x = tile.X; x < tile.X + tile.Width; x++) data.AddRange([(byte)(picture[x, y] >> 16), (byte)(picture[x, y] >> 8), (byte)picture[x, y]]);
            }
        }

        Send(screen, flags, operations, [.. data]);
    }

    private Operation Next(int id, Dice dice)
    {
        Picture screen = Screens[id];
        int tile = dice.Roll(Operation.Tiles(screen.Width) * Operation.Tiles(screen.Height));
        int width = 1 + dice.Roll(screen.Width), height = 1 + dice.Roll(screen.Height);
        int x = dice.Roll(screen.Width - width + 1), y = dice.Roll(screen.Height - height + 1);
        Operation whole = Operation.Raw(tile, screen.Width, screen.Height);
        switch (dice.Roll(8))
        {
            case 0:
                return Operation.Solid(x, y, width, height, (uint)dice.Roll(0x1000000));
            case 1:
                return Operation.Palette(tile, screen.Width, screen.Height, 1);
            case 2:
                return whole;
            case 3:
                return Operation.MaskedPalette(tile, screen.Width, screen.Height, 1, Mask(whole, dice));
            case 4:
                return Operation.MaskedRaw(tile, screen.Width, screen.Height, Mask(whole, dice));
            case 5:
                return Operation.Copy(x, y, width, height, dice.Roll(screen.Width - width + 1), dice.Roll(screen.Height - height + 1));
            case 6 when _slots.Count > 0:
                (int slot, ulong hash) = _slots.ElementAt(dice.Roll(_slots.Count));
                return Operation.Reference(tile, screen.Width, screen.Height, slot, hash);
            default:
                // Tiles of one size only, so that every reference can be drawn.
                if (whole is not { Width: Operation.TileSide, Height: Operation.TileSide }) return whole;
                slot = dice.Roll(4);
                _slots[slot] = ++_hash;
                return Operation.Store(tile, screen.Width, screen.Height, slot, _hash);
        }
    }

    private static ulong Mask(in Operation tile, Dice dice)
    {
        ulong mask = (ulong)dice.Roll(int.MaxValue) << 33 ^ (ulong)dice.Roll(int.MaxValue) << 11 ^ (ulong)dice.Roll(int.MaxValue);
        mask &= BlockMask.All(tile.Width, tile.Height);
        return mask == 0 ? 1 : mask;
    }

    private static byte[] Data(List<Operation> operations, Dice dice)
    {
        var data = new byte[operations.Where(operation => operation.IsInPaletteSection).Sum(operation => operation.DataLength)];
        int at = 0;
        foreach (Operation operation in operations.Where(operation => operation.IsInPaletteSection))
        {
            // Of one colour, every index is 0.
            dice.Fill(data.AsSpan(at, operation.Colours > 0 ? 3 : operation.DataLength));
            at += operation.DataLength;
        }

        return data;
    }

    private void Send(int screen, UpdateFlags flags, Operation[] operations, byte[] data)
    {
        // A reference to a picture of another size is none that a host would make.
        operations = [.. operations.Where(one => one.Kind != OperationKind.Reference || one is { Width: Operation.TileSide, Height: Operation.TileSide })];
        byte[] palette = data.Length == 0 ? [] : _compressor.Wrap(data).ToArray();
        byte[] message = Update.Compose(flags, UpdateHeader.Of((ushort)screen, Epoch, ++_seq, _seq, operations, palette.Length), operations, palette, []);
        Assert.Equal(DecodingError.None, _decoder.Apply(message, Screens[screen]));
        Assert.Empty(_decoder.Unknown);
        _sent.Add(message);
    }
}
