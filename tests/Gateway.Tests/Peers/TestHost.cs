using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Tests.Peers;

/// <summary>A customer's computer that draws what the test says.</summary>
internal sealed class TestHost : Peer
{
    internal const int Width = 640;
    internal const int Height = 384;
    internal const int Columns = Width / Operation.TileSide;
    internal const int Tiles = Columns * (Height / Operation.TileSide);

    private readonly SemaphoreSlim _drawing = new(1);
    private uint _seq;

    private TestHost(ClientWebSocket socket, Place place)
        : base(socket) => Place = place;

    internal Place Place { get; }

    internal uint Epoch { get; private set; } = 1_700_000_000;

    /// <summary>Whether repairs are answered with the tiles that they ask for.</summary>
    internal bool Repairs { get; init; } = true;

    /// <summary>The colour of all tiles: what a repaired tile shows.</summary>
    internal uint Colour { get; private set; }

    internal IEnumerable<byte[]> RepairRequests => Heard.Where(message => message[0] == (byte)MessageKind.Repair);

    internal static async Task<Place> Join(GatewayUnderTest gateway, string pin)
    {
        using var http = new HttpClient { BaseAddress = gateway.Url };
        using HttpResponseMessage answer = await http.PostAsJsonAsync("/api/v1/join", new { pin });
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<Place>(JsonSerializerOptions.Web) ?? throw new InvalidOperationException("The join had no answer.");
    }

    internal static async Task<Place> Resume(GatewayUnderTest gateway, Place place)
    {
        using var http = new HttpClient { BaseAddress = gateway.Url };
        using HttpResponseMessage answer = await http.PostAsJsonAsync("/api/v1/join/resume", new { place.Tenant, place.Session, place.ResumeSecret });
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<Place>(JsonSerializerOptions.Web) ?? throw new InvalidOperationException("The resume had no answer.");
    }

    /// <summary>Joins, greets, grants, and shows one screen.</summary>
    internal static async Task<TestHost> Share(GatewayUnderTest gateway, string pin, params string[] rights) =>
        await Share(gateway, await Join(gateway, pin), rights);

    internal static async Task<TestHost> Share(GatewayUnderTest gateway, Place place, params string[] rights)
    {
        TestHost host = await Open(gateway, place);
        await host.SendHello();
        await host.Hears(MessageKind.Welcome, "the host's welcome");
        await host.Send(new SystemInfo("linux", "Debian 12", "carol", "desk", "test"));
        await host.Send(new Consent(rights.Length > 0 ? rights : [RightNames.See, RightNames.Control]));
        await host.SendLayout();
        return host;
    }

    internal static async Task<TestHost> Open(GatewayUnderTest gateway, Place place) =>
        new(await Connect(gateway.Url, "/ws/host", place.Ticket, origin: null), place);

    internal Task SendLayout(uint? epoch = null)
    {
        Epoch = epoch ?? Epoch;
        return Send(new Layout(Epoch, 0, [new Screen(0, 0, 0, Width, Height, 100, true, "DP-1")]));
    }

    /// <summary>Sends a picture of tiles filled with one colour.</summary>
    /// <returns>Its sequence number.</returns>
    internal Task<uint> Draw(uint colour, params IEnumerable<int> tiles)
    {
        Colour = colour;
        return Draw(UpdateFlags.PictureEnd, [.. tiles.Select(tile => Solid(tile, colour))], []);
    }

    /// <summary>Sends a picture of one tile with this many bytes of image data, which nobody here looks into.</summary>
    internal Task<uint> DrawImage(int tile, int bytes)
    {
        Operation image = Operation.Image(ImageFormat.Jpeg, X(tile), Y(tile), Operation.TileSide, Operation.TileSide, bytes);
        return Draw(UpdateFlags.PictureEnd, [image], new byte[bytes]);
    }

    /// <summary>Skips sequence numbers, as when updates were lost.</summary>
    internal void Skip(uint count) => _seq += count;

    protected override async Task Answer(byte[] message)
    {
        if (!Repairs || message[0] != (byte)MessageKind.Repair) return;
        Operation[] operations = Repaired(message);
        await Draw(UpdateFlags.PictureEnd | UpdateFlags.Repair, operations, []);
    }

    internal static int Tile(in Operation operation) => operation.Y / Operation.TileSide * Columns + operation.X / Operation.TileSide;

    private Operation[] Repaired(byte[] message)
    {
        if (RepairMessage.TryRead(message.AsSpan(MessageHeader.Size), out RepairMessage repair) != ProtocolError.None) throw new InvalidOperationException("A repair could not be read.");
        if (repair.TileCount == 0) return [.. Enumerable.Range(0, Tiles).Select(tile => Solid(tile, Colour))];
        var operations = new Operation[repair.TileCount];
        for (int i = 0; i < operations.Length; i++) operations[i] = Solid(repair.Tile(i), Colour);
        return operations;
    }

    private async Task<uint> Draw(UpdateFlags flags, Operation[] operations, byte[] images)
    {
        // A repair is answered beside what the test draws: numbers go out in order all the same.
        await _drawing.WaitAsync();
        try
        {
            return await DrawNext(flags, operations, images);
        }
        finally
        {
            _drawing.Release();
        }
    }

    private async Task<uint> DrawNext(UpdateFlags flags, Operation[] operations, byte[] images)
    {
        uint seq = ++_seq;
        await SendBytes(Update.Compose(flags, UpdateHeader.Of(0, Epoch, seq, 0, operations, 0), operations, [], images));
        return seq;
    }

    private static Operation Solid(int tile, uint colour) =>
        Operation.Solid(X(tile), Y(tile), Operation.TileSide, Operation.TileSide, colour);

    private static ushort X(int tile) => (ushort)(tile % Columns * Operation.TileSide);

    private static ushort Y(int tile) => (ushort)(tile / Columns * Operation.TileSide);
}

/// <summary>What a join answers.</summary>
internal sealed record Place(string Tenant, string TenantName, string Session, string Ticket, string ResumeSecret, string AskedBy);
