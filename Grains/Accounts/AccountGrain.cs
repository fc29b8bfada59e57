using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Accounts;
using RemoteAssist.Grains.State;
using RemoteAssist.Protocol;

namespace RemoteAssist.Grains.Accounts;

/// <inheritdoc cref="IAccountGrain"/>
internal sealed class AccountGrain([PersistentState("account")] IPersistentState<AccountState> storage, TimeProvider time) : Grain, IAccountGrain
{
    /// <summary>The most links that work at one time; the oldest gives way.</summary>
    internal const int MostLinks = 16;

    private static readonly TimeSpan LongestLink = TimeSpan.FromDays(1);

    private bool Exists => storage.State.PasswordHash is not null;

    /// <inheritdoc/>
    public async Task<bool> Create(NewAccount account, CancellationToken cancellation)
    {
        CheckKey();
        if (string.IsNullOrWhiteSpace(account.Name) || account.Name.Length > Caps.Name)
            throw new ArgumentException($"An account's name has 1 to {Caps.Name} characters, not {account.Name?.Length ?? 0}.", nameof(account));
        if (account.Password is not { Length: >= Passwords.Shortest and <= Passwords.Longest })
            throw new ArgumentException($"A password has {Passwords.Shortest} to {Passwords.Longest} characters.", nameof(account));
        if (!Enum.IsDefined(account.Role))
            throw new ArgumentException($"A role is one of {string.Join(", ", Enum.GetNames<AccountRole>())}.", nameof(account));
        if (Exists) return false;
        await Save(new AccountState { Name = account.Name, Role = account.Role, PasswordHash = Passwords.Hash(account.Password) });
        return true;
    }

    /// <inheritdoc/>
    public Task<Account?> Read(CancellationToken cancellation) => Task.FromResult(Exists ? View() : Nobody());

    /// <inheritdoc/>
    public async Task<Account?> SignIn(string password, CancellationToken cancellation)
    {
        bool right = Passwords.Check(storage.State.PasswordHash, password, out bool outdated);
        if (right && outdated) await Save(storage.State with { PasswordHash = Passwords.Hash(password) });
        return right ? View() : Nobody();
    }

    /// <inheritdoc/>
    public async Task<string?> IssueLink(TimeSpan lifetime, bool once, CancellationToken cancellation)
    {
        if (lifetime <= TimeSpan.Zero || lifetime > LongestLink)
            throw new ArgumentOutOfRangeException(nameof(lifetime), lifetime, $"A sign-in link works for more than 0 and at most {LongestLink.TotalHours} hours.");
        if (!Exists)
        {
            Nobody();
            return null;
        }

        string secret = Secret.New();
        DateTimeOffset now = time.GetUtcNow();
        var links = storage.State.Links.RemoveAll(link => link.Until <= now).Add(new SignInLink(Secret.Hash(secret), now + lifetime, once));
        if (links.Length > MostLinks) links = links.RemoveAt(0);
        await Save(storage.State with { Links = links });
        return secret;
    }

    /// <inheritdoc/>
    public async Task<Account?> RedeemLink(string secret, CancellationToken cancellation)
    {
        if (!Exists) return Nobody();
        byte[] shown = Secret.Hash(secret);
        SignInLink? found = null;
        foreach (SignInLink link in storage.State.Links)
        {
            if (Secret.Same(link.Hash, shown)) found = link;
        }

        if (found is null || found.Until <= time.GetUtcNow()) return null;
        if (found.Once) await Save(storage.State with { Links = storage.State.Links.Remove(found) });
        return View();
    }

    private Task Save(AccountState next) => storage.Save(next);

    /// <summary>Guessed addresses must not fill the memory.</summary>
    private Account? Nobody()
    {
        if (!Exists) DeactivateOnIdle();
        return null;
    }

    private Account View()
    {
        string key = this.GetPrimaryKeyString();
        int slash = key.IndexOf('/');
        return new Account(key[..slash], key[(slash + 1)..], storage.State.Name, storage.State.Role);
    }

    private void CheckKey()
    {
        string key = this.GetPrimaryKeyString();
        string[] parts = key.Split('/', 2);
        if (parts is not [var tenant, { Length: >= 3 and <= 320 } email] || !SessionKey.IsTenant(tenant) || !email.Contains('@') || email.Any(char.IsUpper))
            throw new ArgumentException($"An account's key is {{tenant}}/{{e-mail address in lower case}}, not '{key}'.");
    }
}
