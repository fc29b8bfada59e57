using System.Collections.Immutable;

namespace RemoteAssist.Grains.Interfaces.Sessions;

/// <summary>Where a session is in its life (product.md, section 3).</summary>
public enum SessionStage
{
    /// <summary>The PIN is active, no customer has come yet.</summary>
    Waiting = 0,

    /// <summary>A customer is connected.</summary>
    Active,

    /// <summary>The customer lost the connection and may come back.</summary>
    CustomerAway,

    /// <summary>No agent is connected; the session ends when none comes back in time.</summary>
    AgentsAway,

    /// <summary>It is over.</summary>
    Ended,
}

/// <summary>Why a session ended.</summary>
public enum EndReason
{
    /// <summary>It has not.</summary>
    None = 0,

    /// <summary>The last agent left and did not come back.</summary>
    AgentLeft,

    /// <summary>The customer stopped sharing for good.</summary>
    CustomerStopped,

    /// <summary>Nobody came, or nobody did anything, for too long.</summary>
    TimedOut,

    /// <summary>An administrator or the operator ended it.</summary>
    AdminEnded,
}

/// <summary>What somebody is in a session.</summary>
public enum ParticipantRole
{
    /// <summary>Sees and, with the customer's consent, controls.</summary>
    Agent = 0,

    /// <summary>Sees.</summary>
    Viewer,

    /// <summary>The customer's computer.</summary>
    Host,
}

/// <summary>Rights that a customer grants.</summary>
[Flags]
public enum SessionRights
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>May see the screen.</summary>
    See = 1,

    /// <summary>May use mouse and keyboard.</summary>
    Control = 2,

    /// <summary>May transfer files.</summary>
    Files = 4,

    /// <summary>May sync the clipboard.</summary>
    Clipboard = 8,
}

/// <summary>Somebody in a session.</summary>
/// <param name="Number">From 1, never used twice in a session.</param>
/// <param name="Account">What tells them from others; not shown to customers or viewers.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Role">Agent or viewer.</param>
/// <param name="Present">Whether a connection of theirs is open.</param>
[GenerateSerializer, Immutable, Alias("participant/1")]
public sealed record Participant(
    [property: Id(0)] int Number,
    [property: Id(1)] string Account,
    [property: Id(2)] string Name,
    [property: Id(3)] ParticipantRole Role,
    [property: Id(4)] bool Present);

/// <summary>A customer's screens, as <c>Protocol.Control.Layout</c> has them.</summary>
/// <param name="Epoch">The epoch that began with this layout.</param>
/// <param name="Active">The id of the screen that is being sent.</param>
/// <param name="Screens">The screens, ids from 0 without gaps.</param>
[GenerateSerializer, Immutable, Alias("screen-layout/1")]
public sealed record ScreenLayout([property: Id(0)] uint Epoch, [property: Id(1)] ushort Active, [property: Id(2)] ImmutableArray<ScreenSize> Screens);

/// <summary>One screen.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Primary">Whether the system calls it the main one.</param>
[GenerateSerializer, Immutable, Alias("screen-size/1")]
public readonly record struct ScreenSize([property: Id(0)] int Width, [property: Id(1)] int Height, [property: Id(2)] bool Primary);

/// <summary>The customer's system in its own words: hostile text.</summary>
/// <param name="Os"><c>linux</c>, <c>windows</c> or <c>browser</c>.</param>
/// <param name="OsVersion">The system's name and version.</param>
/// <param name="UserName">The signed-in user.</param>
/// <param name="MachineName">The computer's name.</param>
/// <param name="Client">The host program's version.</param>
[GenerateSerializer, Immutable, Alias("customer-system/1")]
public sealed record CustomerSystem(
    [property: Id(0)] string Os,
    [property: Id(1)] string OsVersion,
    [property: Id(2)] string UserName,
    [property: Id(3)] string MachineName,
    [property: Id(4)] string Client);

/// <summary>A session as it stands. Every change raises the version by one.</summary>
/// <param name="Key">Tenant and session.</param>
/// <param name="Version">From 1.</param>
/// <param name="Stage">Where it is in its life.</param>
/// <param name="EndReason">Why it ended.</param>
/// <param name="Pin">Digits; empty once it is over.</param>
/// <param name="Participants">Agents and viewers, present or away, in the order of their numbers.</param>
/// <param name="HostConnection">The id of the customer's current connection, or null.</param>
/// <param name="Rights">What the customer grants right now.</param>
/// <param name="Layout">The customer's screens, once known.</param>
/// <param name="System">The customer's system, once known.</param>
/// <param name="StartedAt">When it was started.</param>
[GenerateSerializer, Immutable, Alias("session-snapshot/1")]
public sealed record SessionSnapshot(
    [property: Id(0)] SessionKey Key,
    [property: Id(1)] long Version,
    [property: Id(2)] SessionStage Stage,
    [property: Id(3)] EndReason EndReason,
    [property: Id(4)] string Pin,
    [property: Id(5)] ImmutableArray<Participant> Participants,
    [property: Id(6)] Guid? HostConnection,
    [property: Id(7)] SessionRights Rights,
    [property: Id(8)] ScreenLayout? Layout,
    [property: Id(9)] CustomerSystem? System,
    [property: Id(10)] DateTimeOffset StartedAt)
{
    /// <summary>Devices that know the PIN and wait for an agent to let them in; for agents alone.</summary>
    [Id(11)]
    public ImmutableArray<Knocker> Knocking { get; init; } = [];

    /// <summary>When it ends because nobody does anything; null as long as that is not near.</summary>
    [Id(12)]
    public DateTimeOffset? IdleEndsAt { get; init; }

    /// <summary>How many devices the customer has had in the session: it rises when one takes over.</summary>
    [Id(13)]
    public int Devices { get; init; }
}

/// <summary>A device that waits to be let in.</summary>
/// <param name="Code">Its check number, 10 to 99: the customer reads it out, the agent compares.</param>
/// <param name="Address">Its network address.</param>
/// <param name="Until">When it will have waited too long.</param>
[GenerateSerializer, Immutable, Alias("knocker/1")]
public sealed record Knocker([property: Id(0)] int Code, [property: Id(1)] string Address, [property: Id(2)] DateTimeOffset Until);
