using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Tests.Peers;

/// <summary>An agent's page: it acknowledges what it hears and knows the colour of every tile.</summary>
internal sealed class TestViewer : Peer
{
    private readonly ConcurrentDictionary<int, uint> _canvas = [];
    private readonly ConcurrentQueue<uint> _seqs = [];

    private TestViewer(ClientWebSocket socket)
        : base(socket)
    {
    }

    internal bool Acknowledges { get; set; } = true;

    /// <summary>The colours of the tiles that were painted.</summary>
    internal IReadOnlyDictionary<int, uint> Canvas => _canvas;

    /// <summary>The sequence numbers of the updates, as they came.</summary>
    internal uint[] Seqs => [.. _seqs];

    internal static async Task<string> Ticket(HttpClient agent, string session)
    {
        using HttpResponseMessage answer = await agent.PostAsync($"/api/v1/sessions/{session}/tickets", null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket").GetString()!;
    }

    /// <summary>An agent opens the session.</summary>
    internal static async Task<TestViewer> Watch(GatewayUnderTest gateway, HttpClient agent, string session) =>
        await Greet(await Open(gateway, await Ticket(agent, session)));

    /// <summary>Somebody who may only look.</summary>
    internal static async Task<TestViewer> WatchOnly(GatewayUnderTest gateway, string session)
    {
        TicketIssued issued = await gateway.Session(session).Enter(new EnterSession("expert", "Expert", ParticipantRole.Viewer));
        return await Greet(await Open(gateway, issued.Ticket!));
    }

    internal static async Task<TestViewer> Open(GatewayUnderTest gateway, string ticket) =>
        new(await Connect(gateway.Url, "/ws/viewer", ticket, gateway.Origin));

    internal Task Shows(uint colour, string what) =>
        Eventually.True(() => _canvas.Count == TestHost.Tiles && _canvas.Values.All(tile => tile == colour), what);

    protected override async Task Answer(byte[] message)
    {
        if (message[0] != (byte)MessageKind.Update) return;
        if (Update.TryRead(message, TestHost.Width, TestHost.Height, out Update update) != ProtocolError.None) throw new InvalidOperationException("An update could not be read.");
        foreach (Operation operation in update)
        {
            if (operation.Kind == OperationKind.Solid) _canvas[TestHost.Tile(operation)] = operation.Colour;
        }

        uint seq = update.Header.Seq;
        _seqs.Enqueue(seq);
        if (Acknowledges) await Acknowledge(seq);
    }

    internal async Task Acknowledge(uint seq)
    {
        var ack = new byte[AckMessage.MessageSize];
        new AckMessage(seq, 100).Write(ack);
        await SendBytes(ack);
    }

    private static async Task<TestViewer> Greet(TestViewer viewer)
    {
        await viewer.SendHello();
        await viewer.Hears(MessageKind.Welcome, "the viewer's welcome");
        return viewer;
    }
}
