using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RemoteAssist.Customer.Host.Connection;

/// <summary>What asking for a ticket came to.</summary>
internal enum JoinOutcome
{
    /// <summary>There is a ticket.</summary>
    Joined = 0,

    /// <summary>The PIN works, and the agent must let this computer in.</summary>
    Waiting,

    /// <summary>The agent did not let this computer in.</summary>
    NotLetIn,

    /// <summary>The PIN does not work, whatever the cause.</summary>
    PinNotValid,

    /// <summary>Too many PINs were tried from here.</summary>
    TooManyAttempts,

    /// <summary>The session is over, or does not want this device back.</summary>
    Over,

    /// <summary>The server could not be reached or has troubles of its own: worth another try.</summary>
    Unreachable,

    /// <summary>The server answered something unknown.</summary>
    Unexpected,
}

/// <summary>The answer to a join or a resume.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Joined">When joined: the ticket and what goes with it.</param>
/// <param name="Status">The HTTP status, 0 when there was none.</param>
/// <param name="Waiting">When waiting: where.</param>
internal sealed record JoinAnswer(JoinOutcome Outcome, Joined? Joined = null, int Status = 0, Knocking? Waiting = null);

/// <summary>A place in a session.</summary>
internal sealed record Joined(string Tenant, string Session, string Ticket, string ResumeSecret, string? TenantName = null, string? AskedBy = null, bool TookOver = false)
{
    /// <summary>Without the secrets: records print themselves into logs.</summary>
    public override string ToString() => $"{Tenant}/{Session}";
}

internal sealed record JoinRequest(string? Tenant, string Pin);

internal sealed record ResumeRequest(string Tenant, string Session, string ResumeSecret);

/// <summary>Asks the gateway for tickets over HTTP (docs/architecture.md, "HTTP").</summary>
internal sealed class JoinClient(HttpMessageInvoker http, Uri server, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Joins with the PIN.</summary>
    internal Task<JoinAnswer> JoinAsync(string? tenant, string pin, CancellationToken cancellation) =>
        PostAsync("/api/v1/join", JsonContent.Create(new JoinRequest(tenant, pin), ConnectionJsonContext.Default.JoinRequest), JoinOutcome.PinNotValid, cancellation);

    /// <summary>Comes back into a session that this device was in.</summary>
    internal Task<JoinAnswer> ResumeAsync(Joined known, CancellationToken cancellation) =>
        PostAsync("/api/v1/join/resume", JsonContent.Create(new ResumeRequest(known.Tenant, known.Session, known.ResumeSecret), ConnectionJsonContext.Default.ResumeRequest), JoinOutcome.Over, cancellation);

    private async Task<JoinAnswer> PostAsync(string path, HttpContent content, JoinOutcome notFound, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            // The length must be known beforehand: the gateway takes no chunked bodies from strangers.
            await content.LoadIntoBufferAsync(either.Token).ConfigureAwait(false);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path)) { Content = content };
            using HttpResponseMessage response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            return await ReadAsync(response, notFound, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new JoinAnswer(exception is JsonException ? JoinOutcome.Unexpected : JoinOutcome.Unreachable);
        }
    }

    private static async Task<JoinAnswer> ReadAsync(HttpResponseMessage response, JoinOutcome notFound, CancellationToken cancellation)
    {
        int status = (int)response.StatusCode;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                await response.Content.LoadIntoBufferAsync(Protocol.Caps.Json, cancellation).ConfigureAwait(false);
                Joined? joined = await response.Content.ReadFromJsonAsync(ConnectionJsonContext.Default.Joined, cancellation).ConfigureAwait(false);
                return joined is { Ticket.Length: > 0, Session.Length: > 0, Tenant.Length: > 0, ResumeSecret.Length: > 0 } ? new JoinAnswer(JoinOutcome.Joined, joined, status) : new JoinAnswer(JoinOutcome.Unexpected, Status: status);
            case HttpStatusCode.Accepted:
                await response.Content.LoadIntoBufferAsync(Protocol.Caps.Json, cancellation).ConfigureAwait(false);
                Knocking? knocking = await response.Content.ReadFromJsonAsync(ConnectionJsonContext.Default.Knocking, cancellation).ConfigureAwait(false);
                return knocking is { Session.Length: > 0, Tenant.Length: > 0, ResumeSecret.Length: > 0 } ? new JoinAnswer(JoinOutcome.Waiting, Status: status, Waiting: knocking) : new JoinAnswer(JoinOutcome.Unexpected, Status: status);
            case HttpStatusCode.NotFound:
                return new JoinAnswer(notFound, Status: status);
            case HttpStatusCode.Gone:
                return new JoinAnswer(JoinOutcome.Over, Status: status);
            case HttpStatusCode.TooManyRequests:
                return new JoinAnswer(JoinOutcome.TooManyAttempts, Status: status);
            default:
                return new JoinAnswer(status >= 500 || status == 408 ? JoinOutcome.Unreachable : JoinOutcome.Unexpected, Status: status);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, MaxDepth = 8, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(ResumeRequest))]
[JsonSerializable(typeof(Joined))]
[JsonSerializable(typeof(Knocking))]
internal sealed partial class ConnectionJsonContext : JsonSerializerContext;
