using Microsoft.Extensions.Options;
using RemoteAssist.Grains.Pins;

namespace RemoteAssist.Silo.Configuration;

/// <summary>The section <c>Pins</c>.</summary>
internal static class PinSettings
{
    /// <summary>The most that can be set: more is no limit at all.</summary>
    private const int Most = 100_000;

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="OptionsValidationException">Something is wrong; the failures name each key, its value and what is allowed.</exception>
    internal static PinLimits Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var fallback = new PinLimits();
        var limits = new PinLimits
        {
            AttemptsPerAddress = reader.Whole("Pins:AttemptsPerAddress", fallback.AttemptsPerAddress, 1, Most),
            AttemptsPerTenant = reader.Whole("Pins:AttemptsPerTenant", fallback.AttemptsPerTenant, 2, Most),
        };
        reader.ThrowIfFailed(typeof(PinLimits));
        return limits;
    }
}
