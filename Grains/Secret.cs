using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RemoteAssist.Grains;

/// <summary>
/// Secrets that are handed out once and kept as hashes: tickets, resume secrets, sign-in links. They are 256 random bits, so that a plain
/// SHA-256 is enough; passwords, which are not random, go through a password hasher instead.
/// </summary>
internal static class Secret
{
    /// <summary>Bytes of a secret and of its hash.</summary>
    private const int Size = 32;

    /// <summary>The longest text that can be a secret: longer ones are not even hashed.</summary>
    private const int LongestText = 64;

    /// <summary>A new secret: 256 bits from a cryptographic generator, base64url.</summary>
    internal static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size));

    /// <summary>The hash to keep. A text that is too long to be a secret has the hash of the empty text, which is nobody's.</summary>
    internal static byte[] Hash(string? text) => SHA256.HashData(Encoding.UTF8.GetBytes(text is { Length: <= LongestText } ? text : ""));

    /// <summary>Whether two hashes are the same, in a time that does not depend on where they differ. A missing hash is like none.</summary>
    internal static bool Same(byte[]? kept, byte[] shown) => kept is not null && CryptographicOperations.FixedTimeEquals(kept, shown);
}
