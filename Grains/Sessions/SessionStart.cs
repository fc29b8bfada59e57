using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Protocol;

namespace RemoteAssist.Grains.Sessions;

/// <summary>How a session begins. Pure.</summary>
internal static class SessionStart
{
    /// <summary>The state of a new session, version 1: its agent is participant 1 and not there yet.</summary>
    internal static SessionState Begin(SessionKey key, StartSession start, SessionPolicy policy, string pin, DateTimeOffset now)
    {
        string name = start.AgentName.Length <= Caps.Name ? start.AgentName : start.AgentName[..Caps.Name];
        return new SessionState
        {
            Version = 1,
            Key = key,
            StartedAt = now,
            ActiveAt = now,
            StartedBy = start.AgentAccount,
            AskedBy = name,
            Pin = pin,
            PinUntil = now + PinClaims.Lifetime,
            LastNumber = 1,
            Members = [new Member(1, start.AgentAccount, name, ParticipantRole.Agent)],
        }.Follow(policy);
    }
}
