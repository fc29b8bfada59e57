using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace RemoteAssist.Silo.Configuration;

/// <summary>
/// Reads settings while the host is being built, because they decide what is built. Collects all that is wrong, so that an operator sees it
/// at once: each failure names the key, the value and what is allowed.
/// </summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _failures = [];

    internal string? Text(string key) => configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    internal T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        if (Text(key) is not { } text) return fallback;
        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        Fail(key, text, $"one of {string.Join(", ", Enum.GetNames<T>())}");
        return fallback;
    }

    internal int Port(string key)
    {
        if (Text(key) is not { } text) return 0;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= IPEndPoint.MaxPort) return port;
        Fail(key, text, $"a port from 1 to {IPEndPoint.MaxPort}, or 0 for a free one");
        return 0;
    }

    internal IPAddress Address(string key, IPAddress fallback)
    {
        if (Text(key) is not { } text) return fallback;
        if (IPAddress.TryParse(text, out IPAddress? address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)) return address;
        Fail(key, text, "an IP address at which the other silos and the gateways reach this one, such as 10.0.0.4");
        return fallback;
    }

    internal string Id(string key, string fallback)
    {
        string text = Text(key) ?? fallback;
        if (text.Length <= 100 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')) return text;
        Fail(key, text, "1 to 100 of a-z, A-Z, 0-9, '-', '_' and '.'");
        return fallback;
    }

    internal Uri? Endpoint(string key)
    {
        if (Text(key) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https") return uri;
        Fail(key, text, "an http:// or https:// URL, such as http://localhost:4317");
        return null;
    }

    internal int Whole(string key, int fallback, int least, int most)
    {
        if (Text(key) is not { } text) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most) return value;
        Fail(key, text, $"a whole number from {least} to {most}");
        return fallback;
    }

    internal double Share(string key, double fallback)
    {
        if (Text(key) is not { } text) return fallback;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= 1) return share;
        Fail(key, text, "a number from 0 to 1, such as 0.05");
        return fallback;
    }

    internal void Fail(string key, string? value, string allowed) =>
        Fail(value is null ? $"{key} is missing; it must be {allowed}." : $"{key} is '{value}'; it must be {allowed}.");

    internal void Fail(string failure) => _failures.Add(failure);

    /// <summary>Goes on only when nothing was wrong.</summary>
    /// <exception cref="OptionsValidationException">Something was; its failures are complete sentences.</exception>
    internal void ThrowIfFailed(Type settings)
    {
        if (_failures.Count > 0) throw new OptionsValidationException(settings.Name, settings, _failures);
    }
}
