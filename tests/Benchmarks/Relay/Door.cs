using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using RemoteAssist.Protocol.Control;
using RemoteAssist.Rig;

namespace RemoteAssist.Benchmarks.Relay;

/// <summary>The way into an installation, as the pages and the customer host go it: people who are signed in, sessions, tickets, sockets.</summary>
internal sealed class Door : IDisposable
{
    /// <summary>Viewers that a session can have here: a person has at most 8 sockets in it, and a new installation has two people.</summary>
    public const int MostViewers = 2 * PerPerson;

    private const int PerPerson = 8;

    private readonly HttpClient _agent;
    private readonly HttpClient _admin;
    private readonly Uri _gateway;

    private Door(HttpClient agent, HttpClient admin, Uri gateway) => (_agent, _admin, _gateway) = (agent, admin, gateway);

    public static async Task<Door> Open(Installation installation)
    {
        Uri gateway = installation.Gateways[0];
        const string Admin = "admin@demo.example";
        string line = installation.Output.Split('\n').First(line => line.TrimStart().StartsWith($"{Admin} ", StringComparison.Ordinal));
        return new Door(
            await SignIn(gateway, "agent@demo.example", installation.AgentPassword),
            await SignIn(gateway, Admin, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]),
            gateway);
    }

    private static async Task<HttpClient> SignIn(Uri gateway, string email, string password)
    {
        var person = new HttpClient(new SocketsHttpHandler { UseCookies = true }) { BaseAddress = gateway };
        person.DefaultRequestHeaders.Add("Origin", gateway.GetLeftPart(UriPartial.Authority));
        using HttpResponseMessage answer = await person.PostAsJsonAsync("/api/v1/sign-in", new { tenant = "demo", email, password });
        answer.EnsureSuccessStatusCode();
        return person;
    }

    /// <summary>A new session: its id and PIN.</summary>
    public async Task<(string Id, string Pin)> Start()
    {
        JsonElement session = await Post(_agent, "/api/v1/sessions", null);
        return (session.GetProperty("id").GetString()!, session.GetProperty("pin").GetString()!);
    }

    public async Task End(string session)
    {
        using HttpResponseMessage answer = await _agent.DeleteAsync(new Uri($"/api/v1/sessions/{session}", UriKind.Relative));
    }

    /// <summary>The socket of another page.</summary>
    /// <param name="session">The session.</param>
    /// <param name="viewer">Which viewer of the session it is, from 0.</param>
    public async Task<ClientWebSocket> Watch(string session, int viewer)
    {
        JsonElement ticket = await Post(viewer < PerPerson ? _agent : _admin, $"/api/v1/sessions/{session}/tickets", null);
        return await Connect("/ws/viewer", ticket.GetProperty("ticket").GetString()!, _gateway.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>The socket of a customer's computer.</summary>
    public async Task<ClientWebSocket> Share(string pin)
    {
        JsonElement place = await Post(_agent, "/api/v1/join", new { tenant = "demo", pin });
        return await Connect("/ws/host", place.GetProperty("ticket").GetString()!, null);
    }

    public void Dispose()
    {
        _agent.Dispose();
        _admin.Dispose();
    }

    private static async Task<JsonElement> Post(HttpClient person, string path, object? body)
    {
        using HttpResponseMessage answer = await person.PostAsJsonAsync(path, body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<ClientWebSocket> Connect(string path, string ticket, string? origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(ControlJson.Subprotocol);
        socket.Options.AddSubProtocol(ControlJson.TicketPrefix + ticket);
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new UriBuilder(_gateway) { Scheme = "ws", Path = path }.Uri, CancellationToken.None);
        return socket;
    }
}
