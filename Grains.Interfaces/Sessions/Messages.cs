namespace RemoteAssist.Grains.Interfaces.Sessions;

/// <summary>How an agent starts a session.</summary>
/// <param name="AgentAccount">The account's e-mail address.</param>
/// <param name="AgentName">The name to show to the customer.</param>
[GenerateSerializer, Immutable, Alias("start-session/1")]
public sealed record StartSession([property: Id(0)] string AgentAccount, [property: Id(1)] string AgentName);

/// <summary>Who enters, after the gateway has authenticated them.</summary>
/// <param name="Account">What tells this person from others in the session: an account's e-mail address. The same account is the same participant.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Role"><see cref="ParticipantRole.Agent"/> or <see cref="ParticipantRole.Viewer"/>.</param>
[GenerateSerializer, Immutable, Alias("enter-session/1")]
public sealed record EnterSession([property: Id(0)] string Account, [property: Id(1)] string Name, [property: Id(2)] ParticipantRole Role);

/// <summary>A customer's device that joins with the PIN.</summary>
/// <param name="Address">The device's network address, for the record.</param>
/// <param name="Approve">Whether an agent must let it in, also when the tenant does not ask for that.</param>
[GenerateSerializer, Immutable, Alias("join-as-host/1")]
public sealed record JoinAsHost([property: Id(0)] string Address, [property: Id(1)] bool Approve = false);

/// <summary>What an operation of the session came to.</summary>
public enum SessionResult
{
    /// <summary>It was done.</summary>
    Done = 0,

    /// <summary>There is no such session, or it is not for the asker: both look the same.</summary>
    NotFound,

    /// <summary>The session is over.</summary>
    Ended,

    /// <summary>The ticket or secret is wrong, expired, used, or for another role.</summary>
    BadTicket,

    /// <summary>Nobody more can enter: as many people as a session can hold are present.</summary>
    Full,

    /// <summary>The device waits until an agent lets it in; it resumes with its secret to ask whether one has.</summary>
    Waiting,
}

/// <summary>The answer to <see cref="ISessionGrain.Enter"/>.</summary>
/// <param name="Result">What it came to.</param>
/// <param name="Ticket">The ticket for one socket, when done.</param>
/// <param name="Participant">The participant's number, from 1, when done.</param>
[GenerateSerializer, Immutable, Alias("ticket-issued/1")]
public sealed record TicketIssued([property: Id(0)] SessionResult Result, [property: Id(1)] string? Ticket = null, [property: Id(2)] int Participant = 0);

/// <summary>The answer to <see cref="ISessionGrain.Join"/> and <see cref="ISessionGrain.Resume"/>.</summary>
/// <param name="Result">What it came to.</param>
/// <param name="Ticket">The ticket for one host socket, when done.</param>
/// <param name="ResumeSecret">With which this device resumes; a new one replaces the last at every join, and stays at a resume.</param>
/// <param name="AskedBy">The agent's name, for the consent question.</param>
/// <param name="TenantName">The contact center's name, for the consent question.</param>
/// <param name="Code">While it waits: its check number.</param>
/// <param name="Devices">How many devices the customer has had in the session, this one included.</param>
[GenerateSerializer, Immutable, Alias("host-joined/1")]
public sealed record HostJoined(
    [property: Id(0)] SessionResult Result,
    [property: Id(1)] string? Ticket = null,
    [property: Id(2)] string? ResumeSecret = null,
    [property: Id(3)] string? AskedBy = null,
    [property: Id(4)] string? TenantName = null,
    [property: Id(5)] int Code = 0,
    [property: Id(6)] int Devices = 0);

/// <summary>The answer to <see cref="ISessionGrain.Redeem"/>.</summary>
/// <param name="Result">What it came to.</param>
/// <param name="Participant">The participant's number; 0 for the host.</param>
/// <param name="Snapshot">The session as it stands, when done.</param>
[GenerateSerializer, Immutable, Alias("ticket-redeemed/1")]
public sealed record TicketRedeemed([property: Id(0)] SessionResult Result, [property: Id(1)] int Participant = 0, [property: Id(2)] SessionSnapshot? Snapshot = null);

/// <summary>The text of a ticket: <c>{tenant}.{session}.{secret}</c>, all characters allowed in a WebSocket subprotocol.</summary>
/// <param name="Session">The session that can redeem it.</param>
/// <param name="Secret">256 bits from a cryptographic generator, base64url.</param>
public readonly record struct Ticket(SessionKey Session, string Secret)
{
    /// <summary>How long a ticket works after it was issued.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <summary>Reads a ticket's text.</summary>
    /// <returns>False when it has another form.</returns>
    public static bool TryParse(string? text, out Ticket ticket)
    {
        ticket = default;
        if (text is null || text.Length > 200 || text.Split('.') is not [var tenant, var session, var secret] || secret.Length is 0 or > 64) return false;
        if (!SessionKey.TryParse($"{tenant}/{session}", out SessionKey key)) return false;
        ticket = new Ticket(key, secret);
        return true;
    }

    /// <summary>The text to hand out.</summary>
    public override string ToString() => $"{Session.Tenant}.{Session.Session}.{Secret}";
}

/// <summary>How long a connection counts as present without a word from its gateway.</summary>
public static class Leases
{
    /// <summary>How often a gateway renews.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    /// <summary>When a lease that was not renewed is over.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15);
}

/// <summary>An item of the <c>events</c> stream. Whoever sees a gap in the versions reads the snapshot again.</summary>
/// <param name="Snapshot">The session after the change.</param>
[GenerateSerializer, Immutable, Alias("session-changed/1")]
public sealed record SessionChanged([property: Id(0)] SessionSnapshot Snapshot);
