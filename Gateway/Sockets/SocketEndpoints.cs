using Microsoft.Extensions.Primitives;
using RemoteAssist.Gateway.Api;
using RemoteAssist.Gateway.Identity;
using RemoteAssist.Gateway.Telemetry;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Sockets;

/// <summary>The two WebSocket addresses. Everything that can be refused is refused before the upgrade, in problem details.</summary>
internal static class SocketEndpoints
{
    private const int MostSubprotocols = 8;

    internal static void AddSockets(this IServiceCollection services)
    {
        services.AddSingleton<SocketContext>();
        services.AddSingleton<SocketRegistry>();
        services.AddHostedService(provider => provider.GetRequiredService<SocketRegistry>());
    }

    internal static void MapSocketEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ws/host", (HttpContext http, SocketContext context, SocketRegistry registry, Origins origins, ILogger<HostConnection> logger) =>
            Open(http, context, registry, origins, logger, ParticipantRole.Host)).ExcludeFromDescription();
        routes.MapGet("/ws/viewer", (HttpContext http, SocketContext context, SocketRegistry registry, Origins origins, ILogger<ViewerConnection> logger) =>
            Open(http, context, registry, origins, logger, ParticipantRole.Viewer)).ExcludeFromDescription();
    }

    private static async Task<IResult> Open(HttpContext http, SocketContext context, SocketRegistry registry, Origins origins, ILogger logger, ParticipantRole role)
    {
        if (!http.WebSockets.IsWebSocketRequest) return Problems.WebSocketRequired();
        if (!OriginAllowed(http.Request, origins, role)) return Problems.OriginNotAllowed(origins.Own(http.Request));
        IList<string> offered = http.WebSockets.WebSocketRequestedProtocols;
        if (!offered.Contains(ControlJson.Subprotocol)) return Problems.SubprotocolRequired();
        string? shown = offered.Take(MostSubprotocols).FirstOrDefault(protocol => protocol.StartsWith(ControlJson.TicketPrefix, StringComparison.Ordinal));
        if (!Ticket.TryParse(shown?[ControlJson.TicketPrefix.Length..], out Ticket ticket)) return Problems.TicketNotValid();

        var connection = Guid.NewGuid();
        ISessionGrain session = context.Cluster.GetGrain<ISessionGrain>(ticket.Session.ToString());
        TicketRedeemed redeemed = await session.Redeem(ticket.Secret, role, connection, http.RequestAborted);
        if (redeemed is not { Result: SessionResult.Done, Snapshot: { } snapshot }) return Problems.TicketNotValid();

        System.Net.WebSockets.WebSocket socket;
        try
        {
            socket = await http.WebSockets.AcceptWebSocketAsync(ControlJson.Subprotocol);
        }
        catch
        {
            await session.Disconnected(connection);
            throw;
        }

        UpDown(context.Meter, role, 1);
        try
        {
            await registry.Run(role == ParticipantRole.Host
                ? new HostConnection(connection, socket, context, snapshot, logger)
                : new ViewerConnection(connection, socket, context, redeemed.Participant, snapshot, origins.Own(http.Request), logger));
        }
        finally
        {
            UpDown(context.Meter, role, -1);
        }

        return Results.Empty;
    }

    // A browser always names its Origin; a program that is none of a browser's need not.
    private static bool OriginAllowed(HttpRequest request, Origins origins, ParticipantRole role)
    {
        StringValues origin = request.Headers.Origin;
        return origin.Count == 0 ? role == ParticipantRole.Host : origins.Allows(request, origin.ToString());
    }

    private static void UpDown(GatewayMeter meter, ParticipantRole role, int by) =>
        (role == ParticipantRole.Host ? meter.Hosts : meter.Viewers).Add(by);
}
