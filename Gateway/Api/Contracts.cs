namespace RemoteAssist.Gateway.Api;

/// <summary>Who signs in.</summary>
/// <param name="Tenant">The contact center's id.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="Password">The password.</param>
public sealed record SignInRequest(string? Tenant, string? Email, string? Password)
{
    /// <summary>Without the password: records print themselves into logs.</summary>
    public override string ToString() => $"{Tenant}/{Email}";
}

/// <summary>Who is signed in.</summary>
/// <param name="Tenant">The contact center's id.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Role"><c>agent</c>, <c>supervisor</c> or <c>admin</c>; of an API key <c>program</c>.</param>
public sealed record Me(string Tenant, string Email, string Name, string Role);

/// <summary>A session to start.</summary>
/// <param name="Agent">On whose behalf, for programs: the agent's e-mail address. People start sessions for themselves.</param>
public sealed record StartRequest(string? Agent);

/// <summary>A session that was started.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="Pin">Digits; empty once it is over.</param>
/// <param name="CustomerUrl">What the customer opens; contains the PIN.</param>
/// <param name="AgentUrl">The tab of this session; for programs it signs the agent in, once, within an hour.</param>
/// <param name="State"><c>waiting</c>, <c>active</c>, <c>customerAway</c>, <c>agentsAway</c> or <c>ended</c>.</param>
public sealed record SessionStarted(string Id, string Pin, string CustomerUrl, string AgentUrl, string State);

/// <summary>A session as it stands.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="Pin">Digits; empty once it is over.</param>
/// <param name="CustomerUrl">What the customer opens; contains the PIN.</param>
/// <param name="AgentUrl">The tab of this session.</param>
/// <param name="State"><c>waiting</c>, <c>active</c>, <c>customerAway</c>, <c>agentsAway</c> or <c>ended</c>.</param>
/// <param name="EndReason">Once ended: why.</param>
/// <param name="People">Agents and viewers, present or away.</param>
/// <param name="Rights">What the customer grants right now: <c>see</c>, <c>control</c>, <c>files</c>, <c>clipboard</c>.</param>
/// <param name="Layout">The customer's screens, once known.</param>
/// <param name="Customer">The customer's system in its own words, once known.</param>
/// <param name="Knocking">Devices that know the PIN and wait for an agent to let them in.</param>
public sealed record SessionDetails(
    string Id,
    string Pin,
    string CustomerUrl,
    string AgentUrl,
    string State,
    string? EndReason,
    IReadOnlyList<SessionPerson> People,
    IReadOnlyList<string> Rights,
    SessionLayout? Layout,
    SessionCustomer? Customer,
    IReadOnlyList<SessionKnock> Knocking);

/// <summary>Somebody in a session.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Role"><c>agent</c> or <c>viewer</c>.</param>
/// <param name="Present">Whether a connection of theirs is open.</param>
public sealed record SessionPerson(int Number, string Name, string Role, bool Present);

/// <summary>The customer's screens.</summary>
/// <param name="Epoch">The epoch that began with this layout.</param>
/// <param name="Active">The id of the screen on view.</param>
/// <param name="Screens">The screens, by their ids from 0.</param>
public sealed record SessionLayout(uint Epoch, int Active, IReadOnlyList<SessionScreen> Screens);

/// <summary>One screen.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Primary">Whether the system calls it the main one.</param>
public sealed record SessionScreen(int Width, int Height, bool Primary);

/// <summary>The customer's system in its own words: hostile text.</summary>
/// <param name="Os"><c>linux</c>, <c>windows</c> or <c>browser</c>.</param>
/// <param name="OsVersion">The system's name and version.</param>
/// <param name="UserName">The signed-in user.</param>
/// <param name="MachineName">The computer's name.</param>
/// <param name="Client">The host program's version.</param>
public sealed record SessionCustomer(string Os, string OsVersion, string UserName, string MachineName, string Client);

/// <summary>A ticket for one viewer socket.</summary>
/// <param name="Ticket">Works once, for 60 s, as the WebSocket subprotocol <c>ticket.{ticket}</c>.</param>
/// <param name="Participant">The participant's number, from 1.</param>
public sealed record TicketAnswer(string Ticket, int Participant);

/// <summary>A customer's device that joins.</summary>
/// <param name="Tenant">The contact center's id; the default one when absent.</param>
/// <param name="Pin">Digits, spaces and dashes between them do not count.</param>
public sealed record JoinRequest(string? Tenant, string? Pin)
{
    /// <summary>Without the PIN: records print themselves into logs.</summary>
    public override string ToString() => Tenant ?? "";
}

/// <summary>A device that comes back.</summary>
/// <param name="Tenant">The contact center's id.</param>
/// <param name="Session">The session's id.</param>
/// <param name="ResumeSecret">What the answer to the join said.</param>
public sealed record ResumeRequest(string? Tenant, string? Session, string? ResumeSecret)
{
    /// <summary>Without the secret: records print themselves into logs.</summary>
    public override string ToString() => $"{Tenant}/{Session}";
}

/// <summary>A device that joined.</summary>
/// <param name="Tenant">The contact center's id.</param>
/// <param name="TenantName">Its name, for the consent question.</param>
/// <param name="Session">The session's id.</param>
/// <param name="Ticket">For one host socket.</param>
/// <param name="ResumeSecret">With which this device comes back without the PIN.</param>
/// <param name="AskedBy">The agent's name, for the consent question.</param>
/// <param name="TookOver">Whether another device of the customer was in the session before this one.</param>
public sealed record Joined(string Tenant, string TenantName, string Session, string Ticket, string ResumeSecret, string AskedBy, bool TookOver);

/// <summary>A device whose PIN works and that waits until an agent lets it in; it resumes with the secret to ask whether one has.</summary>
/// <param name="Tenant">The contact center's id.</param>
/// <param name="TenantName">Its name.</param>
/// <param name="Session">The session's id.</param>
/// <param name="ResumeSecret">With which the device asks, and later comes back.</param>
/// <param name="AskedBy">The agent's name.</param>
/// <param name="Code">10 to 99: the customer reads it out, the agent compares it with what they are shown.</param>
public sealed record Knocking(string Tenant, string TenantName, string Session, string ResumeSecret, string AskedBy, int Code);

/// <summary>A device that waits to be let in.</summary>
/// <param name="Code">Its check number, 10 to 99.</param>
/// <param name="Address">Its network address.</param>
/// <param name="Until">When it will have waited too long.</param>
public sealed record SessionKnock(int Code, string Address, DateTimeOffset Until);

/// <summary>An agent's decision about a device that waits.</summary>
/// <param name="Admit">Whether it comes in.</param>
public sealed record KnockDecision(bool? Admit);

/// <summary>What the join page shows.</summary>
/// <param name="Tenant">The contact center's id.</param>
/// <param name="TenantName">Its name.</param>
/// <param name="Programs">The programs to download.</param>
public sealed record JoinPage(string Tenant, string TenantName, IReadOnlyList<ProgramOffer> Programs);

/// <summary>A program to download.</summary>
/// <param name="Os"><c>linux</c>.</param>
/// <param name="Architecture"><c>x64</c>.</param>
/// <param name="Url">Where it is; add <c>?tenant=</c> and <c>&amp;pin=</c>.</param>
/// <param name="Size">Bytes.</param>
public sealed record ProgramOffer(string Os, string Architecture, string Url, long Size);
