using Microsoft.Extensions.Options;
using RemoteAssist.Grains.Tenants;

namespace RemoteAssist.Silo.Configuration;

/// <summary>The section <c>Tenants</c>: what no tenant can set higher.</summary>
internal static class TenantSettingsCeilings
{
    /// <summary>A tebibyte: more than anybody sends over the net to be helped.</summary>
    private const int MostMebibytes = 1 << 20;

    private const int LeastIdle = 5, MostIdle = 7 * 24 * 60;

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="OptionsValidationException">Something is wrong; the failures name each key, its value and what is allowed.</exception>
    internal static TenantCeilings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var fallback = new TenantCeilings();
        var ceilings = new TenantCeilings
        {
            LargestFile = (long)reader.Whole("Tenants:LargestFileMiB", (int)(fallback.LargestFile >> 20), 1, MostMebibytes) << 20,
            Idle = TimeSpan.FromMinutes(reader.Whole("Tenants:IdleMinutes", (int)fallback.Idle.TotalMinutes, LeastIdle, MostIdle)),
        };
        reader.ThrowIfFailed(typeof(TenantCeilings));
        return ceilings;
    }
}
