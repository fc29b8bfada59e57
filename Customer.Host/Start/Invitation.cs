namespace RemoteAssist.Customer.Host.Start;

/// <summary>Where to go and with which PIN, as far as it is known.</summary>
/// <param name="Server">The gateway's address, without a path.</param>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Pin">The PIN.</param>
internal sealed record Invitation(Uri? Server = null, string? Tenant = null, string? Pin = null)
{
    internal const int LeastDigits = 6, MostDigits = 12;

    /// <summary>Reads an address: of a server alone, or the customer's with <c>/{tenant}/{pin}</c> or <c>/{tenant}</c> behind it.</summary>
    /// <returns>Null when it is no http or https address of one of these forms.</returns>
    internal static Invitation? FromUrl(string url)
    {
        if (!url.Contains("://", StringComparison.Ordinal)) url = "http://" + url;
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? read) || (read.Scheme != Uri.UriSchemeHttp && read.Scheme != Uri.UriSchemeHttps)) return null;
        if (read.UserInfo.Length > 0 || read.Host.Length == 0) return null;
        var server = new Uri(read.GetLeftPart(UriPartial.Authority));
        return read.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [] => new Invitation(server),
            [var tenant] when IsTenant(tenant) => new Invitation(server, tenant),
            [var tenant, var pin] when IsTenant(tenant) && IsPin(pin) => new Invitation(server, tenant, pin),
            _ => null,
        };
    }

    /// <summary>Digits, as many as a PIN may have.</summary>
    internal static bool IsPin(string text) => text.Length is >= LeastDigits and <= MostDigits && text.All(char.IsAsciiDigit);

    /// <summary>What can stand in an address as a tenant.</summary>
    internal static bool IsTenant(string text) =>
        text.Length is > 0 and <= 64 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    /// <summary>Without the PIN: records print themselves into logs.</summary>
    public override string ToString() => $"{Server} {Tenant}";
}
