using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Protocol;

namespace RemoteAssist.Grains.Sessions;

/// <summary>What the customer's current connection tells about itself. What another connection says is not heard. Pure.</summary>
internal static class SessionHost
{
    /// <summary>All that a customer can grant.</summary>
    internal const SessionRights AllRights = SessionRights.See | SessionRights.Control | SessionRights.Files | SessionRights.Clipboard;

    internal static SessionState SetLayout(this SessionState state, Guid connection, ScreenLayout layout, DateTimeOffset now)
    {
        if (!state.Hears(connection) || !IsPossible(layout) || Same(state.Layout, layout)) return state;
        return state with { Layout = layout, ActiveAt = now };
    }

    internal static SessionState SetConsent(this SessionState state, Guid connection, SessionRights rights, DateTimeOffset now)
    {
        rights &= AllRights;
        return !state.Hears(connection) || state.Granted == rights ? state : state with { Granted = rights, Rights = rights & state.Allowed, ActiveAt = now };
    }

    internal static SessionState SetSystem(this SessionState state, Guid connection, CustomerSystem system, DateTimeOffset now)
    {
        if (!state.Hears(connection)) return state;
        system = new CustomerSystem(Cut(system.Os), Cut(system.OsVersion), Cut(system.UserName), Cut(system.MachineName), Cut(system.Client));
        return state.System == system ? state : state with { System = system, ActiveAt = now };
    }

    /// <summary>Whether two layouts say the same: an array is equal to itself only.</summary>
    internal static bool Same(ScreenLayout? one, ScreenLayout? other) =>
        one is null || other is null
            ? ReferenceEquals(one, other)
            : one.Epoch == other.Epoch && one.Active == other.Active && one.Screens.SequenceEqual(other.Screens);

    private static bool Hears(this SessionState state, Guid connection) =>
        !state.Ended && connection != Guid.Empty && state.HostConnection == connection;

    private static bool IsPossible(ScreenLayout layout) =>
        !layout.Screens.IsDefaultOrEmpty && layout.Screens.Length <= Caps.Screens && layout.Active < layout.Screens.Length
        && layout.Screens.All(screen => screen.Width is > 0 and <= Caps.ScreenSide && screen.Height is > 0 and <= Caps.ScreenSide);

    private static string Cut(string? text) => text is null ? "" : text.Length <= Caps.Name ? text : text[..Caps.Name];
}
