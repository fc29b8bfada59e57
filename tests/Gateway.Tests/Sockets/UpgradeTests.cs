using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Net.Http.Json;
using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Tests.Sockets;

/// <summary>Who may not in is told so in HTTP, before there is a WebSocket.</summary>
public sealed class UpgradeTests(SharedGateway shared)
{
    private readonly GatewayUnderTest _gateway = shared.Gateway;

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_viewer_socket_with_a_foreign_null_or_absent_Origin_is_refused_and_keeps_its_ticket(string? origin)
    {
        (HttpClient agent, string session, _) = await _gateway.StartSession();
        string ticket = await TestViewer.Ticket(agent, session);
        Assert.Equal((403, "origin_not_allowed"), await Upgrade("/ws/viewer", origin, ControlJson.Subprotocol, ControlJson.TicketPrefix + ticket));
        await using TestViewer viewer = await TestViewer.Open(_gateway, ticket);
    }

    [Fact]
    public async Task A_host_socket_needs_no_Origin_but_a_foreign_one_is_refused()
    {
        (_, _, string pin) = await _gateway.StartSession();
        Place place = await TestHost.Join(_gateway, pin);
        Assert.Equal((403, "origin_not_allowed"), await Upgrade("/ws/host", "https://evil.example", ControlJson.Subprotocol, ControlJson.TicketPrefix + place.Ticket));
        await using TestHost host = await TestHost.Open(_gateway, place);
    }

    [Theory]
    [InlineData("ticket.acme.00000000000000000000000000.secret")]
    [InlineData("ticket.nonsense")]
    [InlineData("ticket.")]
    [InlineData(null)]
    public async Task A_missing_or_made_up_ticket_is_refused(string? ticket) =>
        Assert.Equal((401, "ticket_not_valid"), await Upgrade("/ws/viewer", _gateway.Origin, ControlJson.Subprotocol, ticket));

    [Fact]
    public async Task A_ticket_works_once()
    {
        (HttpClient agent, string session, _) = await _gateway.StartSession();
        string ticket = await TestViewer.Ticket(agent, session);
        await using TestViewer viewer = await TestViewer.Open(_gateway, ticket);
        Assert.Equal((401, "ticket_not_valid"), await Upgrade("/ws/viewer", _gateway.Origin, ControlJson.Subprotocol, ControlJson.TicketPrefix + ticket));
    }

    [Fact]
    public async Task A_hosts_ticket_opens_no_viewer_socket_and_an_agents_ticket_no_host_socket()
    {
        (HttpClient agent, string session, string pin) = await _gateway.StartSession();
        string agents = await TestViewer.Ticket(agent, session);
        Place place = await TestHost.Join(_gateway, pin);
        Assert.Equal((401, "ticket_not_valid"), await Upgrade("/ws/viewer", _gateway.Origin, ControlJson.Subprotocol, ControlJson.TicketPrefix + place.Ticket));
        Assert.Equal((401, "ticket_not_valid"), await Upgrade("/ws/host", null, ControlJson.Subprotocol, ControlJson.TicketPrefix + agents));
    }

    [Fact]
    public async Task The_subprotocol_must_be_one_that_is_spoken_here() =>
        Assert.Equal((400, "subprotocol_required"), await Upgrade("/ws/viewer", _gateway.Origin, "remoteassist.v9", "ticket.a.b.c"));

    [Fact]
    public async Task A_plain_request_is_told_that_a_WebSocket_is_needed()
    {
        using HttpClient browser = _gateway.Browser();
        using HttpResponseMessage answer = await browser.GetAsync("/ws/viewer", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
    }

    private async Task<(int Status, string? Code)> Upgrade(string path, string? origin, params string?[] subprotocols)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_gateway.Url, path));
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new ProductHeaderValue("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", string.Join(", ", subprotocols.Where(offered => offered is not null)));
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        using HttpResponseMessage answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, problem.GetProperty("code").GetString());
    }
}
