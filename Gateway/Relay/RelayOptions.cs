using Microsoft.Extensions.Options;

namespace RemoteAssist.Gateway.Relay;

/// <summary>The section <c>Relay</c>: what a session may hold in this process.</summary>
public sealed class RelayOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Relay";

    /// <summary>Bytes of updates that one session may hold here, kept for who comes late and waiting for viewers together, 4 MiB to 1 GiB. Default: 32 MiB.</summary>
    public long SessionBytes { get; set; } = 32 * 1024 * 1024;
}

internal sealed class RelayOptionsValidation : IValidateOptions<RelayOptions>
{
    internal const long Least = 4 * 1024 * 1024;
    internal const long Most = 1024 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, RelayOptions options) =>
        options.SessionBytes is >= Least and <= Most
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{RelayOptions.Section}:{nameof(options.SessionBytes)} is {options.SessionBytes}; it must be {Least} to {Most}.");
}
