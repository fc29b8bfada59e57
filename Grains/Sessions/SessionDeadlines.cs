using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Sessions;

/// <summary>When a session ends by itself (product.md, section 3). Pure.</summary>
internal static class SessionDeadlines
{
    private static readonly TimeSpan LongestWarning = TimeSpan.FromMinutes(5);

    /// <summary>The next end, and its reason; null when it is over already.</summary>
    /// <param name="state">The session.</param>
    /// <param name="activeAt">When somebody last did something: later than the state's when that was not worth a write.</param>
    /// <param name="agentsAwayNotBefore">Before this the missing of agents ends nothing: they could not come back while nobody ran the session.</param>
    internal static (DateTimeOffset At, EndReason Reason)? NextEnd(this SessionState state, DateTimeOffset activeAt, DateTimeOffset agentsAwayNotBefore)
    {
        if (!state.Exists || state.Ended) return null;
        (DateTimeOffset At, EndReason Reason) next = (state.IdleEnd(activeAt), EndReason.TimedOut);
        if (!state.HostSeen && state.StartedAt + state.Limits.Waiting is var waited && waited < next.At) next = (waited, EndReason.TimedOut);
        if (state.AgentsAwaySince is { } since && Later(since + state.Limits.AgentsAway, agentsAwayNotBefore) is var away && away < next.At) next = (away, EndReason.AgentLeft);
        return next;
    }

    /// <summary>How long before the end of an idle session its agents are warned: five minutes, or a quarter of a shorter limit.</summary>
    internal static TimeSpan WarningTime(TimeSpan idle) => idle / 4 < LongestWarning ? idle / 4 : LongestWarning;

    /// <summary>When the agents are to be warned next; null once they have been.</summary>
    internal static DateTimeOffset? NextWarning(this SessionState state, DateTimeOffset activeAt) =>
        !state.Exists || state.Ended || state.IdleEndsAt is not null ? null : state.IdleEnd(activeAt) - WarningTime(state.Limits.Idle);

    /// <summary>When the first of those who knock has waited too long; null when nobody does.</summary>
    internal static DateTimeOffset? NextKnockEnd(this SessionState state) => state.Knocks.IsEmpty ? null : state.Knocks.Min(knock => knock.Until);

    /// <summary>Lets the time pass: drops connections whose leases ran out and who knocked in vain, ends the session when it is due.</summary>
    internal static SessionState Advance(this SessionState state, IReadOnlyCollection<Guid> lapsed, DateTimeOffset activeAt, DateTimeOffset agentsAwayNotBefore, DateTimeOffset now)
    {
        if (!state.Exists || state.Ended) return state;
        if (lapsed.Count > 0) state = state.Drop(lapsed, now);
        state = state.ForgetKnocks(now).Warn(activeAt, now);
        return state.NextEnd(activeAt, agentsAwayNotBefore) is { } end && end.At <= now ? state.End(end.Reason, now) : state;
    }

    /// <summary>Notes when the session ends, once that is near, and forgets it when somebody has done something.</summary>
    private static SessionState Warn(this SessionState state, DateTimeOffset activeAt, DateTimeOffset now)
    {
        DateTimeOffset end = state.IdleEnd(activeAt);
        DateTimeOffset? near = now >= end - WarningTime(state.Limits.Idle) ? end : null;
        return near == state.IdleEndsAt ? state : state with { IdleEndsAt = near };
    }

    private static DateTimeOffset IdleEnd(this SessionState state, DateTimeOffset activeAt) => Later(state.ActiveAt, activeAt) + state.Limits.Idle;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
