using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Grains.Interfaces.Keys;

namespace RemoteAssist.Gateway.Identity;

/// <summary>What an endpoint asks of who calls it: a role of people, each of which may what the one before it may, or a scope of programs.</summary>
internal static class Access
{
    /// <summary>Agents, and programs that handle sessions.</summary>
    internal const string Sessions = "sessions";

    /// <summary>Supervisors, and programs that read reports.</summary>
    internal const string Reports = "reports";

    /// <summary>Admins, and programs that read the audit log.</summary>
    internal const string Audit = "audit";

    /// <summary>Admins, and programs that change settings.</summary>
    internal const string Settings = "settings";

    /// <summary>Agents alone: a program takes no part in a session.</summary>
    internal const string Agents = "agents";

    /// <summary>Admins alone: a program makes no other programs.</summary>
    internal const string Admins = "admins";

    internal static void AddAccess(this IServiceCollection services)
    {
        var builder = services.AddAuthorizationBuilder();
        Add(Sessions, me => me.May(AccountRole.Agent, KeyScopes.Sessions));
        Add(Reports, me => me.May(AccountRole.Supervisor, KeyScopes.Reports));
        Add(Audit, me => me.May(AccountRole.Admin, KeyScopes.Audit));
        Add(Settings, me => me.May(AccountRole.Admin, KeyScopes.Settings));
        Add(Agents, me => me.Scopes is null);
        Add(Admins, me => me.Scopes is null && me.Role >= AccountRole.Admin);

        void Add(string name, Func<SignedIn, bool> may) =>
            builder.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => SignedIn.From(context.User) is { } me && may(me)));
    }
}
