using Microsoft.Extensions.Logging;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host.Start;

/// <summary>Reads the command line. What it says goes before what the trailer says, and that before the defaults.</summary>
internal static class Arguments
{
    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">As they were typed.</param>
    /// <param name="trailer">What the program file carries.</param>
    /// <param name="version">For <c>--version</c> and the help text.</param>
    internal static ParsedArguments Parse(IReadOnlyList<string> arguments, Invitation? trailer, string version)
    {
        var typed = new Invitation();
        string[]? grant = null;
        string? display = null;
        var level = LogLevel.Warning;
        for (int i = 0; i < arguments.Count; i++)
        {
            (string name, string? value) = SplitName(arguments[i]);
            if (name is "--help" or "-h") return new ParsedArguments(null, Print: Texts.Help(version));
            if (name == "--version") return new ParsedArguments(null, Print: version);
            if (!name.StartsWith('-')) (name, value) = ("--server", name);
            else if (value is null && name is "--pin" or "--server" or "--tenant" or "--grant" or "--display" or "--log-level")
            {
                if (++i == arguments.Count) return Wrong($"{name} needs a value behind it.");
                value = arguments[i];
            }

            switch (name)
            {
                case "--pin":
                    // A PIN is read aloud in groups, and typed as it was heard.
                    string digits = value!.Replace(" ", string.Empty, StringComparison.Ordinal).Replace("-", string.Empty, StringComparison.Ordinal);
                    if (!Invitation.IsPin(digits)) return Wrong($"--pin takes {Invitation.LeastDigits} to {Invitation.MostDigits} digits.");
                    typed = typed with { Pin = digits };
                    break;
                case "--server":
                    if (Invitation.FromUrl(value!) is not { } url) return Wrong($"'{Texts.Plain(value!)}' is no server's address: http://HOST:PORT or https://HOST, alone or with /TENANT/PIN behind it, is allowed.");
                    typed = new Invitation(url.Server, url.Tenant ?? typed.Tenant, url.Pin ?? typed.Pin);
                    break;
                case "--tenant":
                    if (!Invitation.IsTenant(value!)) return Wrong($"'{Texts.Plain(value!)}' is no tenant: letters, digits, - and _ are allowed, at most 64.");
                    typed = typed with { Tenant = value };
                    break;
                case "--grant":
                    grant = value!.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                    if (grant.FirstOrDefault(right => !RightNames.All.Contains(right)) is { } unknown) return Wrong(Texts.UnknownRight(unknown));
                    break;
                case "--display":
                    display = value;
                    break;
                case "--log-level":
                    if (!Enum.TryParse(value, ignoreCase: true, out level) || !Enum.IsDefined(level)) return Wrong($"--log-level takes trace, debug, information, warning, error, critical or none, not '{Texts.Plain(value!)}'.");
                    break;
                default:
                    return Wrong($"'{Texts.Plain(name)}' is not known. Try --help.");
            }
        }

        Uri server = typed.Server ?? trailer?.Server ?? new Uri(HostOptions.DefaultServer);
        // A PIN belongs to its tenant: the trailer's tenant goes with the trailer's PIN, not with another one's.
        string? pin = typed.Pin ?? trailer?.Pin;
        string? tenant = typed.Tenant ?? (typed.Server is null ? trailer?.Tenant : null);
        return pin is null
            ? Wrong("Which session? Give the PIN that you were told: --pin 482913.")
            : new ParsedArguments(new HostOptions(server, tenant, pin, grant, display, level));
    }

    private static (string Name, string? Value) SplitName(string argument)
    {
        int equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static ParsedArguments Wrong(string problem) => new(null, problem);
}
