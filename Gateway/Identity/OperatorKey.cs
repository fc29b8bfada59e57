using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RemoteAssist.Gateway.Api;

namespace RemoteAssist.Gateway.Identity;

/// <summary>The section <c>Operator</c>.</summary>
public sealed class OperatorOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Operator";

    /// <summary>The secret of whoever runs the installation, 32 to 256 characters. Default: none, and then nobody is the operator.</summary>
    public string? Key { get; set; }
}

internal sealed class OperatorOptionsValidation : IValidateOptions<OperatorOptions>
{
    // The value is not repeated: it is a secret.
    public ValidateOptionsResult Validate(string? name, OperatorOptions options) => options.Key is null or { Length: >= 32 and <= 256 }
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Operator:Key has {options.Key.Length} characters; it must have 32 to 256, such as those of 'openssl rand -base64 32'.");
}

/// <summary>Lets in who shows the operator's key as a bearer token (RFC 6750, section 2.1).</summary>
internal sealed class OperatorKey(IOptions<OperatorOptions> options) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _hash = options.Value.Key is { } key ? Hash(key) : null;

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        string shown = context.HttpContext.Request.Headers.Authorization.ToString();
        bool right = _hash is not null && shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(_hash, Hash(shown[Scheme.Length..].Trim()));
        return right ? next(context) : new ValueTask<object?>(Problems.OperatorOnly());
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
