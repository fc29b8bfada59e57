using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Gateway.Api;

/// <summary>A session's snapshot in the words of the REST interface and of the protocol.</summary>
internal static class SessionViews
{
    internal static string CustomerUrl(SessionSnapshot session, string own) => $"{own}/{session.Key.Tenant}/{session.Pin}";

    internal static SessionStarted Started(SessionSnapshot session, string own) =>
        new(session.Key.Session, session.Pin, CustomerUrl(session, own), AgentUrl(session, own), Word(session.Stage));

    internal static SessionDetails Details(SessionSnapshot session, string own) => new(
        session.Key.Session,
        session.Pin,
        CustomerUrl(session, own),
        AgentUrl(session, own),
        Word(session.Stage),
        Word(session.EndReason),
        [.. session.Participants.Select(person => new SessionPerson(person.Number, person.Name, Word(person.Role), person.Present))],
        Words(session.Rights),
        session.Layout is { } layout
            ? new SessionLayout(layout.Epoch, layout.Active, [.. layout.Screens.Select(screen => new SessionScreen(screen.Width, screen.Height, screen.Primary))])
            : null,
        session.System is { } system ? new SessionCustomer(system.Os, system.OsVersion, system.UserName, system.MachineName, system.Client) : null,
        [.. session.Knocking.Select(knock => new SessionKnock(knock.Code, knock.Address, knock.Until))]);

    /// <summary>What one participant is told; PIN and URL are for agents.</summary>
    internal static SessionState State(SessionSnapshot session, ParticipantRole role, string own)
    {
        bool agent = role == ParticipantRole.Agent && session.Pin.Length > 0;
        return new SessionState(
            session.Version,
            session.Key.Session,
            Word(session.Stage),
            Word(session.EndReason),
            agent ? session.Pin : null,
            agent ? CustomerUrl(session, own) : null,
            Words(session.Rights),
            [.. session.Participants.Select(person => new Person(person.Number, person.Name, Word(person.Role), person.Present))],
            session.System is { } system ? new SystemInfo(system.Os, system.OsVersion, system.UserName, system.MachineName, system.Client) : null)
        {
            IdleEndsAt = session.IdleEndsAt?.ToUnixTimeSeconds(),
            Devices = session.Devices > 1 ? session.Devices : null,
            Knocking = agent && !session.Knocking.IsEmpty ? [.. session.Knocking.Select(knock => new Knock(knock.Code, knock.Address))] : null,
        };
    }

    internal static string[] Words(SessionRights rights) =>
        [.. RightNames.All.Where(word => rights.HasFlag(Right(word)))];

    internal static SessionRights Rights(IEnumerable<string> words) =>
        words.Aggregate(SessionRights.None, (rights, word) => rights | Right(word));

    internal static ScreenLayout Layout(Layout layout) =>
        new(layout.Epoch, layout.Active, [.. layout.Screens.Select(screen => new ScreenSize(screen.Width, screen.Height, screen.Primary))]);

    internal static string? Word(EndReason reason) => reason switch
    {
        EndReason.AgentLeft => "agent_left",
        EndReason.CustomerStopped => "customer_stopped",
        EndReason.TimedOut => "timed_out",
        EndReason.AdminEnded => "admin_ended",
        _ => null,
    };

    internal static string Word(SessionStage stage) => stage switch
    {
        SessionStage.Waiting => "waiting",
        SessionStage.Active => "active",
        SessionStage.CustomerAway => "customerAway",
        SessionStage.AgentsAway => "agentsAway",
        _ => "ended",
    };

    private static string Word(ParticipantRole role) => role == ParticipantRole.Agent ? "agent" : "viewer";

    private static SessionRights Right(string word) => word switch
    {
        RightNames.See => SessionRights.See,
        RightNames.Control => SessionRights.Control,
        RightNames.Files => SessionRights.Files,
        RightNames.Clipboard => SessionRights.Clipboard,
        _ => SessionRights.None,
    };

    private static string AgentUrl(SessionSnapshot session, string own) => $"{own}/agent/{session.Key.Session}";
}
