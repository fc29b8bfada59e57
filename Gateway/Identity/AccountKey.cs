using RemoteAssist.Grains.Interfaces;

namespace RemoteAssist.Gateway.Identity;

/// <summary>The key of an account grain, made from what somebody typed.</summary>
internal static class AccountKey
{
    /// <summary>The longest e-mail address, in characters (RFC 5321, section 4.5.3.1.3, less the angle brackets).</summary>
    internal const int LongestEmail = 254;

    /// <summary>The longest password, in characters: hashing a longer one would only cost time.</summary>
    internal const int LongestPassword = 256;

    /// <summary>The key, or null when no account can have this tenant and address.</summary>
    internal static string? For(string? tenant, string? email)
    {
        if (!SessionKey.IsTenant(tenant) || email is null) return null;
        string plain = email.Trim().ToLowerInvariant();
        return plain.Length is 0 or > LongestEmail || plain.Contains('/', StringComparison.Ordinal) || plain.Any(char.IsControl) ? null : $"{tenant}/{plain}";
    }
}
