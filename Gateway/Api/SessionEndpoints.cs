using RemoteAssist.Gateway.Identity;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Grains.Interfaces.Keys;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Gateway.Api;

internal static class SessionEndpoints
{
    /// <summary>How long the link works that a program gets for its agent.</summary>
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    internal static void MapSessions(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder sessions = routes.MapGroup("/api/v1/sessions").RequireAuthorization(Access.Sessions).WithTags("Sessions").ProducesProblem(401);
        sessions.MapPost("", Start).WithName("startSession").WithSummary("Starts a session with a PIN; programs name the agent. With the header Idempotency-Key it can be sent again.")
            .Produces<SessionStarted>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        sessions.MapGet("{id}", Read).WithName("readSession").WithSummary("The session as it stands.").Produces<SessionDetails>().ProducesProblem(404);
        sessions.MapPost("{id}/tickets", IssueTicket).RequireAuthorization(Access.Agents).WithName("issueTicket").WithSummary("Enters the session: a ticket for one viewer socket.")
            .Produces<TicketAnswer>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410);
        sessions.MapPost("{id}/leave", Leave).RequireAuthorization(Access.Agents).WithName("leaveSession").WithSummary("Leaves for good; the session ends some time after the last agent left.")
            .Produces(204).ProducesProblem(404);
        sessions.MapPost("{id}/knocks/{code:int}", Decide).RequireAuthorization(Access.Agents).WithName("decideKnock").WithSummary("Lets a device in that waits, or turns it away.")
            .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        sessions.MapDelete("{id}", End).WithName("endSession").WithSummary("Ends the session for everybody.").Produces(204).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<IResult> Start(HttpContext http, IClusterClient cluster, Origins origins, StartRequest? request = null, CancellationToken cancellation = default)
    {
        if (SignedIn.From(http.User) is not { } me) return Problems.NotSignedIn();
        string idempotency = http.Request.Headers["Idempotency-Key"].ToString();
        if (idempotency.Length > 0 && !SessionIds.IsKey(idempotency)) return Problems.BadRequest($"'Idempotency-Key' must be 1 to {SessionIds.LongestKey} visible ASCII characters.");
        var key = new SessionKey(me.Tenant, idempotency.Length > 0 ? SessionIds.For(me.Tenant, me.Email, idempotency) : SessionIds.Create());
        if (me.Scopes is not null) return await StartFor(request?.Agent, key, http, cluster, origins, cancellation);
        if (request?.Agent is { } other && AccountKey.For(me.Tenant, other) != $"{me.Tenant}/{me.Email}") return Problems.NotAllowed("People start sessions for themselves; a program names the agent.");
        SessionSnapshot session = await cluster.GetGrain<ISessionGrain>(key.ToString()).Start(new StartSession(me.Email, me.Name), cancellation);
        return Results.Created($"/api/v1/sessions/{key.Session}", SessionViews.Started(session, origins.Own(http.Request)));
    }

    private static async Task<IResult> StartFor(string? agent, SessionKey key, HttpContext http, IClusterClient cluster, Origins origins, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(agent)) return Problems.BadRequest("'agent' is needed: the e-mail address of the agent who is to help.");
        if (AccountKey.For(key.Tenant, agent) is not { } account) return Problems.AccountNotFound();
        IAccountGrain grain = cluster.GetGrain<IAccountGrain>(account);
        if (await grain.Read(cancellation) is not { } person || await grain.IssueLink(LinkLifetime, once: true, cancellation) is not { } secret) return Problems.AccountNotFound();
        SessionSnapshot session = await cluster.GetGrain<ISessionGrain>(key.ToString()).Start(new StartSession(person.Email, person.Name), cancellation);
        string own = origins.Own(http.Request);
        var link = new SignInLink(key.Tenant, person.Email, secret, key.Session);
        return Results.Created($"/api/v1/sessions/{key.Session}", SessionViews.Started(session, own) with { AgentUrl = $"{own}/link/{link}" });
    }

    private static async Task<IResult> Read(string id, HttpContext http, IClusterClient cluster, Origins origins, CancellationToken cancellation) =>
        await Find(id, http, cluster, cancellation) is ({ } session, _, _)
            ? Results.Ok(SessionViews.Details(session, origins.Own(http.Request)))
            : Problems.SessionNotFound();

    private static async Task<IResult> IssueTicket(string id, HttpContext http, IClusterClient cluster, CancellationToken cancellation)
    {
        if (await Find(id, http, cluster, cancellation) is not ({ }, { } grain, { } me)) return Problems.SessionNotFound();
        TicketIssued issued = await grain.Enter(new EnterSession(me.Email, me.Name, ParticipantRole.Agent), cancellation);
        return issued.Result switch
        {
            SessionResult.Done => Results.Ok(new TicketAnswer(issued.Ticket!, issued.Participant)),
            SessionResult.Ended => Problems.SessionEnded(),
            SessionResult.Full => Problems.SessionFull(),
            _ => Problems.SessionNotFound(),
        };
    }

    private static async Task<IResult> Leave(string id, HttpContext http, IClusterClient cluster, CancellationToken cancellation)
    {
        if (await Find(id, http, cluster, cancellation) is not ({ } session, { } grain, { } me)) return Problems.SessionNotFound();
        if (Own(session, me) is { } participant) await grain.Leave(participant.Number, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> Decide(string id, int code, KnockDecision decision, HttpContext http, IClusterClient cluster, CancellationToken cancellation)
    {
        if (decision.Admit is not { } admit) return Problems.BadRequest("'admit' is needed: true to let the device in, false to turn it away.");
        if (await Find(id, http, cluster, cancellation) is not ({ } session, { } grain, { } me)) return Problems.SessionNotFound();
        if (Own(session, me) is null && me.Role == AccountRole.Agent) return Problems.NotAllowed("Only agents who take part in the session, and supervisors, let devices in.");
        return await grain.Decide(code, admit, me.Email, cancellation) == SessionResult.Done ? Results.NoContent() : Problems.NobodyKnocks();
    }

    private static async Task<IResult> End(string id, HttpContext http, IClusterClient cluster, CancellationToken cancellation)
    {
        if (await Find(id, http, cluster, cancellation) is not ({ } session, { } grain, { } me)) return Problems.SessionNotFound();
        bool takesPart = Own(session, me) is not null;
        if (!takesPart && !me.May(AccountRole.Supervisor, KeyScopes.Sessions)) return Problems.NotAllowed("An agent can end a session in which they take part; a supervisor can end any.");
        await grain.End(takesPart ? EndReason.AgentLeft : EndReason.AdminEnded, me.Email, cancellation);
        return Results.NoContent();
    }

    // The tenant is the cookie's, never the request's: the id of another tenant's session is the id of no session.
    private static async Task<(SessionSnapshot? Session, ISessionGrain? Grain, SignedIn? Me)> Find(
        string id, HttpContext http, IClusterClient cluster, CancellationToken cancellation)
    {
        if (SignedIn.From(http.User) is not { } me || id.Length != SessionIds.Length || !SessionKey.TryParse($"{me.Tenant}/{id}", out SessionKey key)) return default;
        ISessionGrain grain = cluster.GetGrain<ISessionGrain>(key.ToString());
        return (await grain.Read(cancellation), grain, me);
    }

    private static Participant? Own(SessionSnapshot session, SignedIn me) =>
        session.Participants.FirstOrDefault(person => person.Role == ParticipantRole.Agent && person.Account == me.Email);
}
