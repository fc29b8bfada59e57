namespace RemoteAssist.Grains.Interfaces.Accounts;

/// <summary>One account of one tenant, keyed <c>{tenant}/{email in lower case}</c>. Holds hashes, never a password.</summary>
[Alias("account/1")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Creates the account with a password.</summary>
    /// <returns>False when it exists already; nothing is changed then.</returns>
    [Alias("create"), OnceOnly]
    Task<bool> Create(NewAccount account, CancellationToken cancellation = default);

    /// <summary>The account, or null when there is none.</summary>
    [Alias("read")]
    Task<Account?> Read(CancellationToken cancellation = default);

    /// <summary>Checks a password. A missing account takes as long as a wrong password.</summary>
    /// <returns>The account, or null.</returns>
    [Alias("sign-in")]
    Task<Account?> SignIn(string password, CancellationToken cancellation = default);

    /// <summary>Issues a link secret that signs in without the password.</summary>
    /// <param name="lifetime">How long it works, at most a day.</param>
    /// <param name="once">Whether it works once only.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The secret, or null when there is no such account.</returns>
    [Alias("issue-link")]
    Task<string?> IssueLink(TimeSpan lifetime, bool once, CancellationToken cancellation = default);

    /// <summary>Redeems a link secret.</summary>
    /// <returns>The account, or null when the secret is wrong, used or expired.</returns>
    [Alias("redeem-link"), OnceOnly]
    Task<Account?> RedeemLink(string secret, CancellationToken cancellation = default);
}

/// <summary>What an account may do in its tenant.</summary>
public enum AccountRole
{
    /// <summary>Starts and joins sessions.</summary>
    Agent = 0,

    /// <summary>Also joins and ends sessions of others.</summary>
    Supervisor,

    /// <summary>Also administers the tenant.</summary>
    Admin,
}

/// <summary>A new account.</summary>
/// <param name="Name">The name to show.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Password">In the clear on its way to the grain, which stores its hash only.</param>
[GenerateSerializer, Immutable, Alias("new-account/1")]
public sealed record NewAccount([property: Id(0)] string Name, [property: Id(1)] AccountRole Role, [property: Id(2)] string Password)
{
    /// <summary>Without the password: records print themselves into logs.</summary>
    public override string ToString() => $"{Name} ({Role})";
}

/// <summary>An account as the gateway needs it.</summary>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Email">The e-mail address, in lower case.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Role">What it may do.</param>
[GenerateSerializer, Immutable, Alias("account-view/1")]
public sealed record Account([property: Id(0)] string Tenant, [property: Id(1)] string Email, [property: Id(2)] string Name, [property: Id(3)] AccountRole Role);
