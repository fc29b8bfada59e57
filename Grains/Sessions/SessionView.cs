using System.Collections.Immutable;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Grains.Sessions;

/// <summary>The state as others see it. Pure.</summary>
internal static class SessionView
{
    internal static SessionSnapshot Snapshot(this SessionState state) => new(
        state.Key,
        state.Version,
        state.Stage,
        state.EndReason,
        state.Pin,
        People(state),
        state.HostConnection,
        state.Rights,
        state.Layout,
        state.System,
        state.StartedAt)
    {
        Knocking = Knocking(state),
        IdleEndsAt = state.IdleEndsAt,
        Devices = state.Devices,
    };

    /// <summary>The new state, with the next version when anybody can see a difference.</summary>
    internal static SessionState Numbered(this SessionState next, SessionState last) =>
        LooksLike(next, last) ? next : next with { Version = last.Version + 1 };

    private static bool LooksLike(SessionState one, SessionState other) =>
        one.Stage == other.Stage
        && one.EndReason == other.EndReason
        && one.Pin == other.Pin
        && one.HostConnection == other.HostConnection
        && one.Rights == other.Rights
        && one.System == other.System
        && SessionHost.Same(one.Layout, other.Layout)
        && one.IdleEndsAt == other.IdleEndsAt
        && one.Devices == other.Devices
        && Knocking(one).SequenceEqual(Knocking(other))
        && People(one).SequenceEqual(People(other));

    private static ImmutableArray<Knocker> Knocking(SessionState state) =>
        state.Knocks.IsEmpty ? [] : [.. from knock in state.Knocks select new Knocker(knock.Code, knock.Address, knock.Until)];

    private static ImmutableArray<Participant> People(SessionState state) =>
        [.. from member in state.Members
            where !member.Left
            orderby member.Number
            select new Participant(member.Number, member.Account, member.Name, member.Role, state.IsPresent(member.Number))];
}
