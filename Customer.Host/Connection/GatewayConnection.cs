using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host.Connection;

/// <summary>One WebSocket to a gateway, from the ticket to the close. Receiving and sending are separate; input is carried out where it is received.</summary>
internal sealed partial class GatewayConnection
{
    private static readonly TimeSpan WelcomeLimit = TimeSpan.FromSeconds(10), CloseLimit = TimeSpan.FromSeconds(1);

    private readonly HttpMessageInvoker _http;
    private readonly HostParts _parts;
    private readonly ILogger _logger;
    private readonly byte[] _buffer = new byte[Caps.Message + 1];
    private volatile GatewayDialogue? _dialogue;

    internal GatewayConnection(HttpMessageInvoker http, HostParts parts, ILogger<GatewayConnection> logger)
    {
        _http = http;
        _parts = parts;
        _logger = logger;
    }

    /// <summary>Nothing heard for so long, unless the gateway's pings come at other times: connect again.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>Connects, shares until the connection ends, and says why it did.</summary>
    /// <param name="server">The gateway's address.</param>
    /// <param name="ticket">For this one socket.</param>
    /// <param name="welcomed">Called when the gateway has accepted us.</param>
    /// <param name="stop">The customer stops.</param>
    internal async Task<ConnectionEnd> RunAsync(Uri server, string ticket, Action welcomed, CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(ControlJson.Subprotocol);
        socket.Options.AddSubProtocol(ControlJson.TicketPrefix + ticket);
        // The gateway's own pings tell whether it is there.
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        using var silence = new CancellationTokenSource(WelcomeLimit, _parts.Time);
        var outbox = new Outbox(message => socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None));
        try
        {
            using (var opening = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, stop))
            {
                await socket.ConnectAsync(SocketAddress(server), _http, opening.Token).ConfigureAwait(false);
            }

            outbox.Send(ControlJson.Write(new Hello([ControlJson.Version], $"remote-assist {_parts.Version}", ["palette", "jpeg"])));
            Task<ConnectionEnd> receiving = ReceiveAsync(socket, outbox, silence, welcomed);
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (stop.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), stopped))
            {
                await Task.WhenAny(receiving, stopped.Task, outbox.Broken).ConfigureAwait(false);
            }

            if (stop.IsCancellationRequested) await SayGoodbyeAsync(socket, outbox, receiving).ConfigureAwait(false);
            if (!receiving.IsCompleted) socket.Abort();
            ConnectionEnd end = await receiving.ConfigureAwait(false);
            return stop.IsCancellationRequested ? ConnectionEnd.Stopped : end;
        }
        catch (Exception exception) when (exception is WebSocketException or HttpRequestException or OperationCanceledException or IOException)
        {
            LogLost(exception);
            return stop.IsCancellationRequested ? ConnectionEnd.Stopped : ConnectionEnd.Lost;
        }
        finally
        {
            _parts.Screen.Attach(null);
            _parts.Input.ReleaseAll();
            outbox.Close();
        }
    }

    /// <summary>Tells the gateway what the customer allows now, from any thread.</summary>
    internal void TellConsent() => _dialogue?.TellConsent();

    private static Uri SocketAddress(Uri server) =>
        new UriBuilder(server) { Scheme = server.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs, Path = "/ws/host" }.Uri;

    private async Task SayGoodbyeAsync(ClientWebSocket socket, Outbox outbox, Task receiving)
    {
        // Nothing more of the screen goes out from this moment on.
        _parts.Screen.Attach(null);
        _parts.Input.ReleaseAll();
        outbox.Send(ControlJson.Write(new Stop("customer_stopped")));
        await Task.WhenAny(outbox.Drained(), Task.Delay(CloseLimit, _parts.Time, CancellationToken.None)).ConfigureAwait(false);
        using var limit = new CancellationTokenSource(CloseLimit, _parts.Time);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token).ConfigureAwait(false);
        await Task.WhenAny(receiving, Task.Delay(CloseLimit, _parts.Time, CancellationToken.None)).ConfigureAwait(false);
    }

    private async Task<ConnectionEnd> ReceiveAsync(ClientWebSocket socket, Outbox outbox, CancellationTokenSource silence, Action welcomed)
    {
        var dialogue = new GatewayDialogue(_parts, outbox, welcomed);
        _dialogue = dialogue;
        try
        {
            while (true)
            {
                int length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(_buffer.AsMemory(length), silence.Token).ConfigureAwait(false);
                    length += part.Count;
                }
                while (!part.EndOfMessage && length <= Caps.Message);

                if (part.MessageType == WebSocketMessageType.Close) return EndFor((int?)socket.CloseStatus, dialogue);
                ProtocolError error = part.MessageType == WebSocketMessageType.Binary ? dialogue.Read(_buffer.AsSpan(0, length)) : ProtocolError.UnexpectedKind;
                if (error != ProtocolError.None)
                {
                    LogBadMessage(error, length == 0 ? (byte)0 : _buffer[0]);
                    await CloseAsync(socket, CloseCodes.For(error), error.ToString()).ConfigureAwait(false);
                    return ConnectionEnd.Lost;
                }

                if (dialogue.End is { } end) return end;
                silence.CancelAfter(dialogue.Silence);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            LogLost(exception);
            return EndFor((int?)socket.CloseStatus, dialogue);
        }
    }

    private static ConnectionEnd EndFor(int? closeCode, GatewayDialogue dialogue) => closeCode switch
    {
        CloseCodes.SessionEnded => ConnectionEnd.Over,
        CloseCodes.TakenOver => ConnectionEnd.TakenOver,
        CloseCodes.Revoked => ConnectionEnd.Revoked,
        _ => dialogue.End ?? ConnectionEnd.Lost,
    };

    private async Task CloseAsync(ClientWebSocket socket, int code, string description)
    {
        using var limit = new CancellationTokenSource(CloseLimit, _parts.Time);
        await socket.CloseOutputAsync((WebSocketCloseStatus)code, description, limit.Token).ConfigureAwait(false);
    }

    [LoggerMessage(EventId = 201, Level = LogLevel.Debug, Message = "The connection ended.")]
    private partial void LogLost(Exception exception);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "The gateway sent a message of kind {Kind} that cannot be read: {Error}.")]
    private partial void LogBadMessage(ProtocolError error, byte kind);
}
