using RemoteAssist.Grains.Interfaces.Accounts;

namespace RemoteAssist.Gateway.Identity;

/// <summary>What an endpoint asks of who is signed in; each role may what the one before it may.</summary>
internal static class Roles
{
    /// <summary>For supervisors and admins.</summary>
    internal const string Supervisor = "supervisor";

    /// <summary>For admins.</summary>
    internal const string Admin = "admin";

    internal static void AddRoles(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Supervisor, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => SignedIn.From(context.User)?.Role >= AccountRole.Supervisor))
        .AddPolicy(Admin, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => SignedIn.From(context.User)?.Role >= AccountRole.Admin));
}
