using Microsoft.AspNetCore.Identity;

namespace RemoteAssist.Grains.Accounts;

/// <summary>Hashes and checks passwords with ASP.NET Core's hasher (PBKDF2 with HMAC-SHA-512).</summary>
internal static class Passwords
{
    /// <summary>The fewest characters: NIST SP 800-63B, section 5.1.1.2.</summary>
    internal const int Shortest = 8;

    /// <summary>The most characters; longer ones are not even hashed.</summary>
    internal const int Longest = 256;

    private static readonly PasswordHasher<AccountState> Hasher = new();

    /// <summary>Belongs to no account: checking a password against it takes as long as against a real one.</summary>
    private static readonly string Nobody = Hash(Secret.New());

    internal static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <summary>Checks a password, in the same time whether there is a hash or not.</summary>
    /// <param name="hash">The account's hash, or null when there is no account.</param>
    /// <param name="password">What was typed.</param>
    /// <param name="outdated">Whether the password is right and its hash is of an older kind, to be replaced.</param>
    internal static bool Check(string? hash, string? password, out bool outdated)
    {
        bool possible = password is { Length: > 0 and <= Longest };
        PasswordVerificationResult result = Hasher.VerifyHashedPassword(null!, hash ?? Nobody, possible ? password! : "-");
        outdated = result == PasswordVerificationResult.SuccessRehashNeeded;
        return possible && hash is not null && result != PasswordVerificationResult.Failed;
    }
}
