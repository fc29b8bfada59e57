using System.Security.Cryptography;
using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Gateway.Demo;

/// <summary>The tenant <c>demo</c> and its accounts.</summary>
internal sealed class DemoTenant(IClusterClient cluster)
{
    internal const string Id = "demo";
    internal const string AgentEmail = "agent@demo.example";
    internal const string AgentName = "Demo Agent";
    private const string AdminEmail = "admin@demo.example";

    // No letters and digits that are taken for one another: it is read off a terminal.
    private const string PasswordAlphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int PasswordLength = 20;

    /// <summary>Makes what is missing.</summary>
    /// <returns>The accounts that were made just now, with their passwords, which nobody can read again.</returns>
    internal async Task<IReadOnlyList<(string Email, string Password)>> Create()
    {
        await cluster.GetGrain<ITenantGrain>(Id).Create("Demo Contact Center");
        List<(string, string)> made = [];
        await Add(AdminEmail, "Demo Admin", AccountRole.Admin);
        await Add(AgentEmail, AgentName, AccountRole.Agent);
        return made;

        async Task Add(string email, string name, AccountRole role)
        {
            string password = RandomNumberGenerator.GetString(PasswordAlphabet, PasswordLength);
            if (await cluster.GetGrain<IAccountGrain>($"{Id}/{email}").Create(new NewAccount(name, role, password))) made.Add((email, password));
        }
    }
}
