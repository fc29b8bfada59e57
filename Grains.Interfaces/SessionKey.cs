namespace RemoteAssist.Grains.Interfaces;

/// <summary>The key of a session grain and of its four streams: <c>{tenant}/{session}</c>.</summary>
/// <param name="Tenant">The tenant's id: 1 to 40 of a-z, 0-9 and -.</param>
/// <param name="Session">The session's id: 26 characters of Crockford's base 32, from a cryptographic generator.</param>
[GenerateSerializer, Immutable, Alias("session-key/1")]
public readonly record struct SessionKey([property: Id(0)] string Tenant, [property: Id(1)] string Session)
{
    /// <summary>The longest tenant id, in characters.</summary>
    public const int LongestTenant = 40;

    /// <summary>Reads a key of the form <c>{tenant}/{session}</c>.</summary>
    /// <returns>False when the text has another form.</returns>
    public static bool TryParse(string? text, out SessionKey key)
    {
        key = default;
        int slash = text?.IndexOf('/') ?? -1;
        if (slash < 0) return false;
        string tenant = text![..slash], session = text[(slash + 1)..];
        if (!IsTenant(tenant) || session.Length is 0 or > 40 || !session.All(char.IsAsciiLetterOrDigit)) return false;
        key = new SessionKey(tenant, session);
        return true;
    }

    /// <summary>Whether a text can be a tenant's id.</summary>
    public static bool IsTenant(string? text) =>
        text is { Length: > 0 and <= LongestTenant } && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    /// <summary>The grain key.</summary>
    public override string ToString() => $"{Tenant}/{Session}";
}
