using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using RemoteAssist.Protocol.Control;
using RemoteAssist.Rig;

namespace RemoteAssist.Benchmarks.Relay;

/// <summary>The way into an installation, as the pages and the customer host go it: an agent who is signed in, sessions, tickets, sockets.</summary>
internal sealed class Door : IDisposable
{
    private readonly HttpClient _agent;
    private readonly Uri _gateway;

    private Door(HttpClient agent, Uri gateway) => (_agent, _gateway) = (agent, gateway);

    public static async Task<Door> Open(Installation installation)
    {
        Uri gateway = installation.Gateways[0];
        var agent = new HttpClient(new SocketsHttpHandler { UseCookies = true }) { BaseAddress = gateway };
        agent.DefaultRequestHeaders.Add("Origin", gateway.GetLeftPart(UriPartial.Authority));
        using HttpResponseMessage answer = await agent.PostAsJsonAsync("/api/v1/sign-in", new { tenant = "demo", email = "agent@demo.example", password = installation.AgentPassword });
        answer.EnsureSuccessStatusCode();
        return new Door(agent, gateway);
    }

    /// <summary>A new session: its id and PIN.</summary>
    public async Task<(string Id, string Pin)> Start()
    {
        JsonElement session = await Post("/api/v1/sessions", null);
        return (session.GetProperty("id").GetString()!, session.GetProperty("pin").GetString()!);
    }

    public async Task End(string session)
    {
        using HttpResponseMessage answer = await _agent.DeleteAsync(new Uri($"/api/v1/sessions/{session}", UriKind.Relative));
    }

    /// <summary>The socket of another page of the agent's.</summary>
    public async Task<ClientWebSocket> Watch(string session)
    {
        JsonElement ticket = await Post($"/api/v1/sessions/{session}/tickets", null);
        return await Connect("/ws/viewer", ticket.GetProperty("ticket").GetString()!, _gateway.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>The socket of a customer's computer.</summary>
    public async Task<ClientWebSocket> Share(string pin)
    {
        JsonElement place = await Post("/api/v1/join", new { tenant = "demo", pin });
        return await Connect("/ws/host", place.GetProperty("ticket").GetString()!, null);
    }

    public void Dispose() => _agent.Dispose();

    private async Task<JsonElement> Post(string path, object? body)
    {
        using HttpResponseMessage answer = await _agent.PostAsJsonAsync(path, body);
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
