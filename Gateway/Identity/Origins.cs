using Microsoft.Extensions.Options;

namespace RemoteAssist.Gateway.Identity;

/// <summary>Which Origins (RFC 6454) may send, and how the gateway calls itself.</summary>
internal sealed class Origins(IOptions<GatewayOptions> options)
{
    private readonly string? _publicUrl = options.Value.PublicUrl is { Length: > 0 } url ? url.TrimEnd('/').ToLowerInvariant() : null;
    private readonly HashSet<string> _allowed = [.. options.Value.Origins.Select(origin => origin.ToLowerInvariant())];

    /// <summary>What URLs of this gateway begin with, without a slash at the end.</summary>
    internal string Own(HttpRequest request) => _publicUrl ?? OfRequest(request);

    /// <summary>Whether a browser at this Origin may send to us; <c>null</c>, which sandboxed pages send, never may.</summary>
    internal bool Allows(HttpRequest request, string origin)
    {
        if (origin is "" or "null") return false;
        string wanted = origin.ToLowerInvariant();
        return wanted == _publicUrl || wanted == OfRequest(request) || _allowed.Contains(wanted);
    }

    private static string OfRequest(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}".ToLowerInvariant();
}
