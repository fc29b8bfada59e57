using System.Security.Cryptography;

namespace RemoteAssist.Gateway.Api;

/// <summary>Ids of sessions: 130 bits from a cryptographic generator, in Crockford's base 32, so that nobody guesses one.</summary>
internal static class SessionIds
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    internal const int Length = 26;

    internal static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);
}
