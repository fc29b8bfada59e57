using Microsoft.Extensions.Options;
using RemoteAssist.Gateway.Identity;
using RemoteAssist.Grains.Interfaces;

namespace RemoteAssist.Gateway;

/// <summary>The section <c>Gateway</c>: how the gateway is reached and what it serves.</summary>
public sealed class GatewayOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Gateway";

    /// <summary>What URLs for customers begin with, such as <c>https://help.example</c>. Default: the request's own scheme and host.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Further Origins from which browsers may send, such as <c>https://desk.example</c>. Default: none but the gateway's own.</summary>
    public string[] Origins { get; set; } = [];

    /// <summary>
    /// Proxies in front of the gateway, addresses or networks such as <c>10.0.0.0/8</c>, whose word counts about where a request came from
    /// (X-Forwarded-For, X-Forwarded-Proto). Default: none.
    /// </summary>
    public string[] TrustedProxies { get; set; } = [];

    /// <summary>The tenant of a PIN that names none. Default: <c>demo</c>.</summary>
    public string DefaultTenant { get; set; } = "demo";

    /// <summary>Where the published host programs are, one folder a platform. Default: <c>artifacts/publish</c>.</summary>
    public string ProgramDirectory { get; set; } = "artifacts/publish";

    /// <summary>Sign-ins (and redeemed links) of one address a minute, 1 to 100,000. Default: 30.</summary>
    public int SignInsPerMinute { get; set; } = 30;

    /// <summary>Requests of one person or API key a minute, 1 to 100,000. Default: 1,200.</summary>
    public int RequestsPerMinute { get; set; } = 1200;

    /// <summary>Resumes of one address a minute, 1 to 100,000: a whole office comes back at once behind one address. Default: 600.</summary>
    public int ResumesPerMinute { get; set; } = 600;
}

internal sealed class GatewayOptionsValidation : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        List<string> failures = [];
        if (options.PublicUrl is { Length: > 0 } url && !IsOrigin(url.TrimEnd('/')))
            failures.Add($"Gateway:PublicUrl is '{url}'; it must be http:// or https://, a host and perhaps a port, without a path.");
        foreach (string origin in options.Origins)
        {
            if (!IsOrigin(origin)) failures.Add($"Gateway:Origins has '{origin}'; each must be http:// or https://, a host and perhaps a port, without a path.");
        }

        foreach (string proxy in options.TrustedProxies)
        {
            if (Proxies.Network(proxy) is null) failures.Add($"Gateway:TrustedProxies has '{proxy}'; each must be an IP address or a network such as 10.0.0.0/8.");
        }

        if (!SessionKey.IsTenant(options.DefaultTenant))
            failures.Add($"Gateway:DefaultTenant is '{options.DefaultTenant}'; it must be 1 to {SessionKey.LongestTenant} of a-z, 0-9 and -.");
        if (string.IsNullOrWhiteSpace(options.ProgramDirectory)) failures.Add("Gateway:ProgramDirectory is empty; it must be a directory, which need not exist.");
        CheckRate(nameof(options.SignInsPerMinute), options.SignInsPerMinute);
        CheckRate(nameof(options.RequestsPerMinute), options.RequestsPerMinute);
        CheckRate(nameof(options.ResumesPerMinute), options.ResumesPerMinute);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void CheckRate(string key, int value)
        {
            if (value is < 1 or > 100_000) failures.Add($"Gateway:{key} is {value}; it must be 1 to 100000.");
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https"
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
