using System.Collections.Immutable;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Interfaces.Reports;

/// <summary>Questions about one tenant's sessions, keyed by the tenant's id.</summary>
[Alias("report/1")]
public interface IReportGrain : IGrainWithStringKey
{
    /// <summary>Sessions, the newest first.</summary>
    [Alias("sessions")]
    Task<SessionPage> Sessions(SessionQuestion question, CancellationToken cancellation = default);
}

/// <summary>Which sessions are wanted.</summary>
/// <param name="From">Only those that started at or after this; null: all.</param>
/// <param name="Until">Only those that started before this; null: all.</param>
/// <param name="After">The <see cref="SessionPage.Next"/> of an earlier answer; null: from the newest.</param>
/// <param name="JoinedOnly">Only those that a customer joined.</param>
/// <param name="LiveOnly">Only those that have not ended.</param>
/// <param name="Most">At most so many, 1 to <see cref="SessionPage.Most"/>.</param>
[GenerateSerializer, Immutable, Alias("session-question/1")]
public sealed record SessionQuestion(
    [property: Id(0)] DateTimeOffset? From = null,
    [property: Id(1)] DateTimeOffset? Until = null,
    [property: Id(2)] SessionMark? After = null,
    [property: Id(3)] bool JoinedOnly = false,
    [property: Id(4)] bool LiveOnly = false,
    [property: Id(5)] int Most = SessionPage.Usual);

/// <summary>Where a page ended.</summary>
/// <param name="StartedAt">When the last session started.</param>
/// <param name="Session">Its id.</param>
[GenerateSerializer, Immutable, Alias("session-mark/1")]
public sealed record SessionMark([property: Id(0)] DateTimeOffset StartedAt, [property: Id(1)] string Session);

/// <summary>Some sessions.</summary>
/// <param name="Sessions">The newest first.</param>
/// <param name="Next">Where to go on; null when there are no more.</param>
[GenerateSerializer, Immutable, Alias("session-page/1")]
public sealed record SessionPage([property: Id(0)] ImmutableArray<ReportedSession> Sessions, [property: Id(1)] SessionMark? Next)
{
    /// <summary>The most sessions of a page.</summary>
    public const int Most = 500;

    /// <summary>How many a page has when nothing else is asked for.</summary>
    public const int Usual = 50;
}

/// <summary>What a session left behind.</summary>
/// <param name="Session">Its id.</param>
/// <param name="Agent">The account that started it.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="EndedAt">When it ended; null while it lives.</param>
/// <param name="EndReason">Why it ended.</param>
/// <param name="EndedBy">Who ended it; empty when nobody did.</param>
/// <param name="Joined">Whether a customer joined.</param>
/// <param name="FirstSeen">The first moment at which somebody could see the screen.</param>
/// <param name="LastSeen">The last moment at which somebody could.</param>
/// <param name="Reconnects">How often the customer came back.</param>
/// <param name="Address">The customer's network address.</param>
/// <param name="System">The customer's system in its own words: hostile text.</param>
/// <param name="People">Agents and viewers.</param>
[GenerateSerializer, Immutable, Alias("reported-session/1")]
public sealed record ReportedSession(
    [property: Id(0)] string Session,
    [property: Id(1)] string Agent,
    [property: Id(2)] DateTimeOffset StartedAt,
    [property: Id(3)] DateTimeOffset? EndedAt,
    [property: Id(4)] EndReason EndReason,
    [property: Id(5)] string EndedBy,
    [property: Id(6)] bool Joined,
    [property: Id(7)] DateTimeOffset? FirstSeen,
    [property: Id(8)] DateTimeOffset? LastSeen,
    [property: Id(9)] int Reconnects,
    [property: Id(10)] string Address,
    [property: Id(11)] CustomerSystem? System,
    [property: Id(12)] ImmutableArray<ReportedPerson> People);

/// <summary>Somebody who was in a session.</summary>
/// <param name="Account">What tells them from others.</param>
/// <param name="Name">The name that was shown.</param>
/// <param name="Role">Agent or viewer.</param>
[GenerateSerializer, Immutable, Alias("reported-person/1")]
public sealed record ReportedPerson([property: Id(0)] string Account, [property: Id(1)] string Name, [property: Id(2)] ParticipantRole Role);
