using System.Collections.Immutable;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Protocol;

namespace RemoteAssist.Grains.Sessions;

/// <summary>How people and devices get in. Pure: the new state and the answer follow from the arguments alone.</summary>
internal static class SessionEntry
{
    /// <summary>Somebody authenticated enters and gets a ticket.</summary>
    /// <param name="state">Before.</param>
    /// <param name="enter">Who.</param>
    /// <param name="ticket">The hash of the ticket that was made for them.</param>
    /// <param name="now">The time.</param>
    internal static Step<(SessionResult Result, int Participant)> Enter(this SessionState state, EnterSession enter, byte[] ticket, DateTimeOffset now)
    {
        if (!state.Exists || enter.Role is not (ParticipantRole.Agent or ParticipantRole.Viewer) || enter.Account is not { Length: > 0 and <= SessionCaps.Account })
            return new(state, (SessionResult.NotFound, 0));
        if (state.Ended) return new(state, (SessionResult.Ended, 0));
        Member? known = state.Members.FirstOrDefault(member => member.Account == enter.Account);
        Member member = new(known?.Number ?? state.LastNumber + 1, enter.Account, Cut(enter.Name), enter.Role);
        if (known is not null)
        {
            state = state with { Members = state.Members.Replace(known, member) };
        }
        else
        {
            if (state.MakeRoom() is not { } roomy) return new(state, (SessionResult.Full, 0));
            state = roomy with { Members = roomy.Members.Add(member), LastNumber = member.Number };
        }

        // A change of role can make the last agent a viewer.
        state = state.WatchAgents(now).Issue(ticket, member.Role, member.Number, now) with { ActiveAt = now };
        return new(state, (SessionResult.Done, member.Number));
    }

    /// <summary>A device joins with the PIN: the one before it is out, whether it was connected or away, and so is all that it told.</summary>
    /// <param name="state">Before.</param>
    /// <param name="ticket">The hash of the ticket that was made for it.</param>
    /// <param name="resume">The hash of the resume secret that was made for it.</param>
    /// <param name="address">Its network address.</param>
    /// <param name="now">The time.</param>
    internal static Step<SessionResult> Join(this SessionState state, byte[] ticket, byte[] resume, string address, DateTimeOffset now) =>
        Refusal(state) is { } refused
            ? new(state, refused)
            : new(state.Replace(resume, address, now).Issue(ticket, ParticipantRole.Host, 0, now), SessionResult.Done);

    /// <summary>The customer's device is from now on the one with this resume secret. Nobody knocks any more: the customer is in.</summary>
    internal static SessionState Replace(this SessionState state, byte[] resume, string address, DateTimeOffset now) => state with
    {
        Connections = state.Connections.RemoveAll(connection => connection.Participant == 0),
        Tickets = state.Tickets.RemoveAll(open => open.Role == ParticipantRole.Host),
        Knocks = [],
        ResumeHash = resume,
        Devices = state.Devices + 1,
        Address = address,
        Granted = SessionRights.None,
        Rights = SessionRights.None,
        Layout = null,
        System = null,
        ActiveAt = now,
    };

    /// <summary>The same device comes back, or asks whether it has been let in. Its old connection stays until the new one opens.</summary>
    internal static Step<SessionResult> Resume(this SessionState state, byte[] shown, byte[] ticket, DateTimeOffset now)
    {
        if (Refusal(state) is { } refused) return new(state, refused);
        if (!Secret.Same(state.ResumeHash, shown)) return new(state, state.Knocking(shown) is null ? SessionResult.BadTicket : SessionResult.Waiting);
        return new(state.Issue(ticket, ParticipantRole.Host, 0, now) with { ActiveAt = now }, SessionResult.Done);
    }

    /// <summary>A socket opens with a ticket, which is used up whatever comes of it.</summary>
    /// <param name="state">Before.</param>
    /// <param name="shown">The hash of what was shown.</param>
    /// <param name="endpoint">
    /// The role of the endpoint. A ticket must be of that role, except that an agent may go where a viewer may: agents and viewers open the
    /// same kind of socket, and the participant's role says what they may do there.
    /// </param>
    /// <param name="connection">The socket's id.</param>
    /// <param name="now">The time.</param>
    internal static Step<(SessionResult Result, int Participant)> Redeem(this SessionState state, byte[] shown, ParticipantRole endpoint, Guid connection, DateTimeOffset now)
    {
        if (Refusal(state) is { } refused) return new(state, (refused, 0));
        OpenTicket? found = null;
        foreach (OpenTicket open in state.Tickets)
        {
            // No early way out: the time tells nothing about which ticket was nearly right.
            if (Secret.Same(open.Hash, shown)) found = open;
        }

        if (found is null) return new(state, (SessionResult.BadTicket, 0));
        state = state with { Tickets = state.Tickets.Remove(found) };
        bool fits = found.Role == endpoint || (found.Role == ParticipantRole.Agent && endpoint == ParticipantRole.Viewer);
        if (!fits || found.Until <= now || connection == Guid.Empty || state.Connections.Any(open => open.Id == connection))
            return new(state, (SessionResult.BadTicket, 0));
        return new(state.Connect(found.Participant, connection, now), (SessionResult.Done, found.Participant));
    }

    private static SessionState Connect(this SessionState state, int participant, Guid id, DateTimeOffset now)
    {
        ImmutableArray<Connection> connections = state.Connections;
        if (participant == 0) connections = connections.RemoveAll(connection => connection.Participant == 0);
        else if (connections.Count(connection => connection.Participant == participant) >= SessionCaps.Connections)
            connections = connections.Remove(connections.First(connection => connection.Participant == participant));
        state = state with
        {
            Connections = connections.Add(new Connection(id, participant)),
            HostSeen = state.HostSeen || participant == 0,
            ActiveAt = now,
        };
        return state.WatchAgents(now);
    }

    private static SessionState Issue(this SessionState state, byte[] hash, ParticipantRole role, int participant, DateTimeOffset now)
    {
        ImmutableArray<OpenTicket> open = state.Tickets.RemoveAll(ticket => ticket.Until <= now);
        if (open.Count(ticket => ticket.Participant == participant) >= SessionCaps.Tickets)
            open = open.Remove(open.First(ticket => ticket.Participant == participant));
        return state with { Tickets = open.Add(new OpenTicket(hash, role, participant, now + Ticket.Lifetime)) };
    }

    /// <summary>Forgets somebody who is not there when the session is full; null when all are.</summary>
    private static SessionState? MakeRoom(this SessionState state)
    {
        if (state.Members.Length < SessionCaps.Members) return state;
        Member? absent = state.Members.FirstOrDefault(member => member.Left) ?? state.Members.FirstOrDefault(member => !state.IsPresent(member.Number));
        return absent is null ? null : state with
        {
            Members = state.Members.Remove(absent),
            Tickets = state.Tickets.RemoveAll(ticket => ticket.Participant == absent.Number),
        };
    }

    private static SessionResult? Refusal(SessionState state) =>
        !state.Exists ? SessionResult.NotFound : state.Ended ? SessionResult.Ended : null;

    private static string Cut(string? name) => name is null ? "" : name.Length <= Caps.Name ? name : name[..Caps.Name];
}
