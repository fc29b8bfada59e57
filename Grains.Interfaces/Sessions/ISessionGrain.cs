using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Grains.Interfaces.Sessions;

/// <summary>
/// One remote-assistance session, keyed by <see cref="SessionKey"/>. It alone decides who may do what; gateways enforce its decisions from a
/// current copy of <see cref="SessionSnapshot"/> and learn of changes from the <c>events</c> stream.
/// </summary>
[Alias("session/1")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Starts the session and claims a PIN for it; the agent is participant 1, away until a socket of theirs opens. A second start of the
    /// same session starts nothing and answers how it stands.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such tenant.</exception>
    [Alias("start")]
    Task<SessionSnapshot> Start(StartSession start, CancellationToken cancellation = default);

    /// <summary>The session as it stands, or null when there is none under this key.</summary>
    [Alias("read")]
    Task<SessionSnapshot?> Read(CancellationToken cancellation = default);

    /// <summary>Enters somebody who has been authenticated (an agent by account, a viewer by link) and issues a ticket for one socket.</summary>
    [Alias("enter")]
    Task<TicketIssued> Enter(EnterSession enter, CancellationToken cancellation = default);

    /// <summary>
    /// A customer's device joins with the PIN. An earlier device is taken over. Issues a ticket and the secret with which the device
    /// resumes; only the secret when an agent must let it in first.
    /// </summary>
    [Alias("join")]
    Task<HostJoined> Join(JoinAsHost join, CancellationToken cancellation = default);

    /// <summary>An agent lets a device in that waits, or turns it away.</summary>
    /// <param name="code">The device's check number.</param>
    /// <param name="admit">Whether it comes in.</param>
    /// <param name="by">The account that decides.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Done, or not found when no such device waits any more.</returns>
    [Alias("decide")]
    Task<SessionResult> Decide(int code, bool admit, string by = "", CancellationToken cancellation = default);

    /// <summary>The same device comes back without the PIN, after it lost its connection or its gateway, or to ask whether it has been let in.</summary>
    /// <param name="resumeSecret">The secret of <see cref="HostJoined"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    [Alias("resume")]
    Task<HostJoined> Resume(string resumeSecret, CancellationToken cancellation = default);

    /// <summary>Uses up a ticket when a socket opens. Each ticket works once, for <see cref="Ticket.Lifetime"/>.</summary>
    /// <param name="secret">The secret part of the ticket.</param>
    /// <param name="role">
    /// The role of the endpoint that it was shown to: a ticket of another role is refused, and used up. At an endpoint for viewers an
    /// agent's ticket works too; the participant's role in the snapshot says what they may do.
    /// </param>
    /// <param name="connection">The socket's id, chosen by the gateway.</param>
    /// <param name="cancellation">Gives up.</param>
    [Alias("redeem"), OnceOnly]
    Task<TicketRedeemed> Redeem(string secret, ParticipantRole role, Guid connection, CancellationToken cancellation = default);

    /// <summary>
    /// Keeps a socket's lease alive; gateways call it every <see cref="Leases.Renewal"/>. A lease that is not renewed for
    /// <see cref="Leases.Lifetime"/> is over, and its participant away.
    /// </summary>
    /// <returns>False when this connection is no longer wanted (session over, taken over, revoked): close it.</returns>
    [Alias("renew")]
    Task<bool> Renew(Guid connection, CancellationToken cancellation = default);

    /// <summary>
    /// Somebody moved something through this connection; gateways tell it at most once a minute. A session in which nobody does anything
    /// ends after the tenant's idle limit.
    /// </summary>
    [Alias("active")]
    Task Active(Guid connection, CancellationToken cancellation = default);

    /// <summary>A socket closed. The participant is away until another one opens.</summary>
    [Alias("disconnected")]
    Task Disconnected(Guid connection, CancellationToken cancellation = default);

    /// <summary>The host told its screens. The connection must be the host's current one.</summary>
    [Alias("layout")]
    Task SetLayout(Guid connection, ScreenLayout layout, CancellationToken cancellation = default);

    /// <summary>The host told which rights the customer grants right now.</summary>
    [Alias("consent")]
    Task SetConsent(Guid connection, SessionRights rights, CancellationToken cancellation = default);

    /// <summary>The host told what system it runs on: hostile text, already cut to its caps.</summary>
    [Alias("system")]
    Task SetSystem(Guid connection, CustomerSystem system, CancellationToken cancellation = default);

    /// <summary>An agent leaves for good; when it was the last one, the session ends after the tenant's time.</summary>
    /// <param name="participant">The participant's number.</param>
    /// <param name="cancellation">Gives up.</param>
    [Alias("leave")]
    Task Leave(int participant, CancellationToken cancellation = default);

    /// <summary>The tenant's settings have changed, or the tenant is suspended and the session ends.</summary>
    /// <param name="policy">What holds from now on; null ends the session.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether there is such a session.</returns>
    [Alias("follow")]
    Task<bool> Follow(SessionPolicy? policy, CancellationToken cancellation = default);

    /// <summary>Ends the session: PIN, tickets and resume secrets are dead.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="by">The account that ends it; empty when nobody does.</param>
    /// <param name="cancellation">Gives up.</param>
    [Alias("end")]
    Task End(EndReason reason, string by = "", CancellationToken cancellation = default);
}
