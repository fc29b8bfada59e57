using System.Security.Cryptography;
using System.Text;

namespace RemoteAssist.Gateway.Api;

/// <summary>Ids of sessions: 130 bits from a cryptographic generator, in Crockford's base 32, so that nobody guesses one.</summary>
internal static class SessionIds
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    internal const int Length = 26;

    /// <summary>The longest idempotency key, in characters.</summary>
    internal const int LongestKey = 100;

    internal static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Whether a header can be an idempotency key.</summary>
    internal static bool IsKey(string key) => key.Length is > 0 and <= LongestKey && key.All(character => character is > ' ' and <= '~');

    /// <summary>
    /// The id that an idempotency key stands for: the same whenever the same caller sends the same key, so that a session that is created
    /// again is the one that there is already.
    /// </summary>
    internal static string For(string tenant, string caller, string key)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\n{caller}\n{key}"));
        return string.Create(Length, hash, static (text, bytes) =>
        {
            for (int i = 0; i < text.Length; i++) text[i] = Alphabet[bytes[i] & 31];
        });
    }
}
