using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Grains.Sessions;

/// <summary>What the tenant's settings mean for a running session. Pure.</summary>
internal static class SessionRules
{
    /// <summary>Takes over a policy; one that is not newer than the one known changes nothing.</summary>
    internal static SessionState Follow(this SessionState state, SessionPolicy policy) =>
        !state.Exists || state.Ended || policy.Version <= state.PolicyVersion ? state : state with
        {
            PolicyVersion = policy.Version,
            TenantName = policy.TenantName,
            Limits = new SessionLimits { Waiting = policy.Waiting, AgentsAway = policy.AgentsAway, Idle = policy.Idle },
            ApproveJoins = policy.ApproveJoins,
            Allowed = policy.Allowed,
            Rights = state.Granted & policy.Allowed,
        };
}
