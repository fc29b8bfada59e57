using System.Buffers.Text;
using System.Text;
using RemoteAssist.Grains.Interfaces;

namespace RemoteAssist.Gateway.Identity;

/// <summary>The token of <c>/link/{token}</c>: <c>{tenant}.{base64url email}.{secret}[.{session}]</c>.</summary>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Email">The account's e-mail address.</param>
/// <param name="Secret">What the account grain issued.</param>
/// <param name="Session">The session to land in, or null.</param>
internal sealed record SignInLink(string Tenant, string Email, string Secret, string? Session)
{
    private const int LongestToken = 600;

    internal static bool TryParse(string? token, out SignInLink link)
    {
        link = null!;
        if (token is null || token.Length > LongestToken || token.Split('.') is not { Length: 3 or 4 } parts) return false;
        string? session = parts.Length == 4 ? parts[3] : null;
        if (!SessionKey.IsTenant(parts[0]) || parts[2].Length is 0 or > 128) return false;
        if (session is not null && !SessionKey.TryParse($"{parts[0]}/{session}", out _)) return false;
        if (parts[1].Length == 0 || !Base64Url.IsValid(parts[1])) return false;
        link = new SignInLink(parts[0], Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])), parts[2], session);
        return true;
    }

    public override string ToString() =>
        $"{Tenant}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Email))}.{Secret}{(Session is null ? "" : "." + Session)}";
}
