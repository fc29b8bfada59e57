using System.Collections.Immutable;
using System.Globalization;
using RemoteAssist.Grains.Interfaces.Audit;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Protocol;

namespace RemoteAssist.Grains.Tenants;

/// <summary>One setting: how it is called, how its value reads, and what it may be.</summary>
/// <param name="Key">Its name in the REST interface.</param>
/// <param name="Text">Its value as text, in the unit of the key.</param>
/// <param name="Fits">Whether the value is allowed.</param>
/// <param name="Allowed">What is allowed, to go on from 'it must be'.</param>
internal sealed record SettingRule(string Key, Func<TenantSettings, string> Text, Func<TenantSettings, TenantCeilings, bool> Fits, Func<TenantCeilings, string> Allowed);

/// <summary>Which settings there are and what they may be: one table for the check, for the words of a refusal and for the audit log. Pure.</summary>
internal static class TenantRules
{
    /// <summary>The languages that there are texts for.</summary>
    internal static readonly ImmutableArray<string> Languages = ["en", "fr", "de", "es", "ja"];

    private const int MostExtensions = 100, LongestExtension = 16, MostOrigins = 20, LongestConsent = 1000;
    private const int LargestBatch = 10_000;

    /// <summary>All of them.</summary>
    internal static readonly ImmutableArray<SettingRule> All =
    [
        new("name", settings => settings.Name, (settings, _) => IsLine(settings.Name, Caps.Name) && settings.Name.Trim().Length > 0, _ => $"1 to {Caps.Name} characters without control characters"),
        Number("pinLength", settings => settings.PinLength, 6, _ => 12, "digits"),
        Switch("approveJoins", settings => settings.ApproveJoins),
        Time("waitingMinutes", settings => settings.WaitingLimit, TimeSpan.FromMinutes(1), 1, _ => TimeSpan.FromHours(24), "minutes"),
        Time("agentsAwaySeconds", settings => settings.AgentsAwayLimit, TimeSpan.FromSeconds(1), 5, _ => TimeSpan.FromHours(1), "seconds"),
        Time("idleMinutes", settings => settings.IdleLimit, TimeSpan.FromMinutes(1), 5, ceilings => ceilings.Idle, "minutes"),
        .. Enum.GetValues<TenantFeatures>().Where(feature => feature is not (TenantFeatures.None or TenantFeatures.All)).Select(feature =>
            Switch($"features.{JsonName(feature.ToString())}", settings => settings.Features.HasFlag(feature))),
        Number("largestFileBytes", settings => settings.LargestFile, 1, ceilings => ceilings.LargestFile, "bytes"),
        Number("largestBatch", settings => settings.LargestBatch, 1, _ => LargestBatch, "files"),
        Switch("filesToCustomer", settings => settings.FilesToCustomer),
        Switch("filesToAgent", settings => settings.FilesToAgent),
        Extensions("allowedExtensions", settings => settings.AllowedExtensions),
        Extensions("blockedExtensions", settings => settings.BlockedExtensions),
        new("consentText", settings => settings.ConsentText, (settings, _) => settings.ConsentText.Length <= LongestConsent && !settings.ConsentText.Any(c => char.IsControl(c) && c != '\n'), _ => $"at most {LongestConsent} characters of plain text"),
        new("colour", settings => settings.Colour, (settings, _) => settings.Colour.Length == 0 || IsColour(settings.Colour), _ => "empty or a colour such as #0b57b8"),
        List("languages", settings => settings.Languages, Languages.Length, least: 1, Languages.Contains, $"1 to {Languages.Length} of {string.Join(", ", Languages)}, each once"),
        List("embeddingOrigins", settings => settings.EmbeddingOrigins, MostOrigins, least: 0, IsOrigin, $"at most {MostOrigins} different origins such as https://desk.example, without a path"),
    ];

    /// <summary>What is not allowed.</summary>
    internal static IReadOnlyList<SettingFault> Check(TenantSettings settings, TenantCeilings ceilings) =>
        [.. All.Where(rule => !rule.Fits(settings, ceilings)).Select(rule => new SettingFault(rule.Key, Cut(rule.Text(settings)), rule.Allowed(ceilings)))];

    /// <summary>What differs, as <c>key</c> → <c>old → new</c>.</summary>
    internal static ImmutableArray<AuditDetail> Difference(TenantSettings before, TenantSettings after) =>
        [.. from rule in All
            let old = rule.Text(before)
            let next = rule.Text(after)
            where old != next
            select new AuditDetail(rule.Key, $"{Cut(old)} → {Cut(next)}")];

    /// <summary>The settings as they apply under the ceilings of now, which may be lower than when they were set.</summary>
    internal static TenantSettings Under(this TenantSettings settings, TenantCeilings ceilings) => settings with
    {
        LargestFile = Math.Min(settings.LargestFile, ceilings.LargestFile),
        IdleLimit = settings.IdleLimit < ceilings.Idle ? settings.IdleLimit : ceilings.Idle,
    };

    /// <summary>What a session needs of them.</summary>
    internal static SessionPolicy Policy(this TenantSettings settings, long version) => new(
        version,
        settings.Name,
        settings.WaitingLimit,
        settings.AgentsAwayLimit,
        settings.IdleLimit,
        settings.ApproveJoins,
        SessionRights.See
            | (settings.Features.HasFlag(TenantFeatures.Control) ? SessionRights.Control : 0)
            | (settings.Features.HasFlag(TenantFeatures.Files) ? SessionRights.Files : 0)
            | (settings.Features.HasFlag(TenantFeatures.Clipboard) ? SessionRights.Clipboard : 0));

    private static SettingRule Number(string key, Func<TenantSettings, long> value, long least, Func<TenantCeilings, long> most, string unit) => new(
        key,
        settings => value(settings).ToString(CultureInfo.InvariantCulture),
        (settings, ceilings) => value(settings) >= least && value(settings) <= most(ceilings),
        ceilings => string.Create(CultureInfo.InvariantCulture, $"{least} to {most(ceilings)} {unit}"));

    private static SettingRule Time(string key, Func<TenantSettings, TimeSpan> value, TimeSpan unit, long least, Func<TenantCeilings, TimeSpan> most, string units) =>
        Number(key, settings => (long)(value(settings) / unit), least, ceilings => (long)(most(ceilings) / unit), units);

    private static SettingRule Switch(string key, Func<TenantSettings, bool> value) => new(key, settings => value(settings) ? "true" : "false", (_, _) => true, _ => "true or false");

    private static SettingRule Extensions(string key, Func<TenantSettings, ImmutableArray<string>> value) => List(
        key, value, MostExtensions, least: 0,
        extension => extension.Length is > 0 and <= LongestExtension && extension.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)),
        $"at most {MostExtensions} different extensions of 1 to {LongestExtension} of a-z and 0-9, without the dot");

    private static SettingRule List(string key, Func<TenantSettings, ImmutableArray<string>> value, int most, int least, Func<string, bool> fits, string allowed) => new(
        key,
        settings => string.Join(", ", value(settings)),
        (settings, _) => value(settings) is var list && list.Length >= least && list.Length <= most && list.All(fits) && list.Distinct().Count() == list.Length,
        _ => allowed);

    private static bool IsLine(string text, int most) => text.Length <= most && !text.Any(char.IsControl);

    private static bool IsColour(string text) => text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit);

    private static bool IsOrigin(string text) =>
        text.Length <= 200 && Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text && !text.Any(c => c is ';' or ',' or ' ' or '\'' or '*');

    private static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Cut(string text) => text.Length <= 200 ? text : $"{text[..200]}…";
}
