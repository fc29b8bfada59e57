using System.Collections.Immutable;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Records;

/// <summary>
/// What a session leaves behind (product.md, section 3). Kept as JSON with the properties' names: a property is never renamed, a new one has
/// a default.
/// </summary>
public sealed record SessionRecord
{
    /// <summary>When it was started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it lives.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended.</summary>
    public EndReason EndReason { get; init; }

    /// <summary>Who ended it: an account, or empty when nobody did.</summary>
    public string EndedBy { get; init; } = "";

    /// <summary>The account that started it.</summary>
    public string Agent { get; init; } = "";

    /// <summary>Whether a customer joined; without one there is nothing to report.</summary>
    public bool Joined { get; init; }

    /// <summary>How often a customer's connection opened after the first time.</summary>
    public int Reconnects { get; init; }

    /// <summary>The first moment at which somebody could see the screen.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>The last moment at which somebody could.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>The customer's network address.</summary>
    public string Address { get; init; } = "";

    /// <summary>The customer's system in its own words: hostile text.</summary>
    public CustomerSystem? System { get; init; }

    /// <summary>Agents and viewers.</summary>
    public ImmutableArray<RecordedPerson> People { get; init; } = [];
}

/// <summary>Somebody who was in a session.</summary>
/// <param name="Account">What tells them from others.</param>
/// <param name="Name">The name that was shown.</param>
/// <param name="Role">Agent or viewer.</param>
public sealed record RecordedPerson(string Account, string Name, ParticipantRole Role);
