using System.Collections.Immutable;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Sessions;

/// <summary>
/// All that is kept of a session: one record, saved with one write. Leases are not in it: a renewal changes nothing that a restart must
/// remember. Properties are never renamed and never change their meaning, new ones have a default (see <see cref="State.JsonStateSerializer"/>).
/// </summary>
[GenerateSerializer, Immutable, Alias("session-state/1")]
internal sealed record SessionState
{
    /// <summary>The snapshot's version; 0: there is no session under this key.</summary>
    [Id(0)]
    public long Version { get; init; }

    [Id(1)]
    public SessionKey Key { get; init; }

    [Id(2)]
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The name of the agent who started it, for the consent question.</summary>
    [Id(3)]
    public string AskedBy { get; init; } = "";

    [Id(4)]
    public string TenantName { get; init; } = "";

    /// <summary>The tenant's time limits when the session started.</summary>
    [Id(5)]
    public SessionLimits Limits { get; init; } = new();

    /// <summary>Digits; empty once it is over.</summary>
    [Id(6)]
    public string Pin { get; init; } = "";

    /// <summary>When the claim on the PIN must have been renewed.</summary>
    [Id(7)]
    public DateTimeOffset PinUntil { get; init; }

    [Id(8)]
    public EndReason EndReason { get; init; }

    [Id(9)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The highest participant number given so far.</summary>
    [Id(10)]
    public int LastNumber { get; init; }

    [Id(11)]
    public ImmutableArray<Member> Members { get; init; } = [];

    /// <summary>Open sockets in the order in which they were opened; the host's has participant 0.</summary>
    [Id(12)]
    public ImmutableArray<Connection> Connections { get; init; } = [];

    [Id(13)]
    public ImmutableArray<OpenTicket> Tickets { get; init; } = [];

    /// <summary>SHA-256 of the secret with which the present device resumes.</summary>
    [Id(14)]
    public byte[]? ResumeHash { get; init; }

    /// <summary>Whether a customer has been connected.</summary>
    [Id(15)]
    public bool HostSeen { get; init; }

    /// <summary>Whether an agent has been present.</summary>
    [Id(16)]
    public bool AgentSeen { get; init; }

    /// <summary>Since when no agent has been present any more.</summary>
    [Id(17)]
    public DateTimeOffset? AgentsAwaySince { get; init; }

    /// <summary>When somebody last did something, to within <see cref="SessionActivity.Grain"/>.</summary>
    [Id(18)]
    public DateTimeOffset ActiveAt { get; init; }

    [Id(19)]
    public SessionRights Rights { get; init; }

    [Id(20)]
    public ScreenLayout? Layout { get; init; }

    [Id(21)]
    public CustomerSystem? System { get; init; }

    /// <summary>Devices that wait to be let in, in the order in which they came.</summary>
    [Id(22)]
    public ImmutableArray<Knock> Knocks { get; init; } = [];

    /// <summary>Whether the tenant wants every device that joins with the PIN to be let in by an agent.</summary>
    [Id(23)]
    public bool ApproveJoins { get; init; }

    /// <summary>The network address of the customer's device, once one was let in.</summary>
    [Id(24)]
    public string Address { get; init; } = "";

    /// <summary>The account that started it.</summary>
    [Id(25)]
    public string StartedBy { get; init; } = "";

    /// <summary>The account that ended it; empty when nobody did.</summary>
    [Id(26)]
    public string EndedBy { get; init; } = "";

    /// <summary>The account that last let a device in or turned one away.</summary>
    [Id(27)]
    public string DecidedBy { get; init; } = "";

    /// <summary>What the customer grants; <see cref="Rights"/> is what the tenant allows of it.</summary>
    [Id(28)]
    public SessionRights Granted { get; init; }

    /// <summary>What the tenant allows.</summary>
    [Id(29)]
    public SessionRights Allowed { get; init; } = SessionHost.AllRights;

    /// <summary>When somebody could first see the screen.</summary>
    [Id(30)]
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When somebody could last see it; earlier than now while somebody can.</summary>
    [Id(31)]
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>How often a customer's connection opened after the first time.</summary>
    [Id(32)]
    public int Reconnects { get; init; }

    /// <summary>The customer's system, also once it is over.</summary>
    [Id(33)]
    public CustomerSystem? LastSystem { get; init; }

    /// <summary>How many entries the session has written to the audit log or has waiting.</summary>
    [Id(34)]
    public long Noted { get; init; }

    /// <summary>Entries that are not known to be in the audit log yet, in their order.</summary>
    [Id(35)]
    public ImmutableArray<AuditEntry> Outbox { get; init; } = [];

    /// <summary>The version of the tenant's settings that it follows.</summary>
    [Id(36)]
    public long PolicyVersion { get; init; }

    /// <summary>When it ends because nobody does anything; null as long as that is not near.</summary>
    [Id(37)]
    public DateTimeOffset? IdleEndsAt { get; init; }

    /// <summary>How many devices the customer has had in the session.</summary>
    [Id(38)]
    public int Devices { get; init; }

    internal bool Exists => Version > 0;

    internal bool Ended => EndReason != EndReason.None;

    /// <summary>The customer's current connection.</summary>
    internal Guid? HostConnection =>
        Connections.FirstOrDefault(connection => connection.Participant == 0)?.Id;

    internal bool IsPresent(int participant) => Connections.Any(connection => connection.Participant == participant);

    internal bool IsAgentPresent => Members.Any(member => member.Role == ParticipantRole.Agent && IsPresent(member.Number));

    internal SessionStage Stage =>
        Ended ? SessionStage.Ended
        : AgentsAwaySince is not null ? SessionStage.AgentsAway
        : HostConnection is not null ? SessionStage.Active
        : HostSeen ? SessionStage.CustomerAway
        : SessionStage.Waiting;
}

/// <summary>Somebody who entered. The same account keeps its number, also after leaving.</summary>
[GenerateSerializer, Immutable, Alias("session-member/1")]
internal sealed record Member(
    [property: Id(0)] int Number,
    [property: Id(1)] string Account,
    [property: Id(2)] string Name,
    [property: Id(3)] ParticipantRole Role,
    [property: Id(4)] bool Left = false);

/// <summary>An open socket.</summary>
[GenerateSerializer, Immutable, Alias("session-connection/1")]
internal sealed record Connection([property: Id(0)] Guid Id, [property: Id(1)] int Participant);

/// <summary>A device that knows the PIN and waits to be let in.</summary>
[GenerateSerializer, Immutable, Alias("session-knock/1")]
internal sealed record Knock(
    [property: Id(0)] int Code,
    [property: Id(1)] byte[] Hash,
    [property: Id(2)] string Address,
    [property: Id(3)] DateTimeOffset Until);

/// <summary>A ticket that has not been used: only its hash.</summary>
[GenerateSerializer, Immutable, Alias("session-ticket/1")]
internal sealed record OpenTicket(
    [property: Id(0)] byte[] Hash,
    [property: Id(1)] ParticipantRole Role,
    [property: Id(2)] int Participant,
    [property: Id(3)] DateTimeOffset Until);

/// <summary>The time limits of a session.</summary>
[GenerateSerializer, Immutable, Alias("session-limits/1")]
internal sealed record SessionLimits
{
    /// <summary>Without a customer.</summary>
    [Id(0)]
    public TimeSpan Waiting { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Without an agent.</summary>
    [Id(1)]
    public TimeSpan AgentsAway { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without anybody doing anything.</summary>
    [Id(2)]
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(4);
}
