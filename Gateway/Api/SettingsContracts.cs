using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Gateway.Api;

/// <summary>A contact center's settings. In a request, what is missing keeps its value (PATCH) or gets its default (PUT).</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SettingsBody
{
    /// <summary>The contact center's name, shown to customers.</summary>
    public string? Name { get; init; }

    /// <summary>The least number of a PIN's digits, 6 to 12.</summary>
    public int? PinLength { get; init; }

    /// <summary>Whether an agent must let in every device that joins with a PIN.</summary>
    public bool? ApproveJoins { get; init; }

    /// <summary>How long a session waits for its customer, 1 to 1,440.</summary>
    public int? WaitingMinutes { get; init; }

    /// <summary>How long a session lives on without an agent, 5 to 3,600.</summary>
    public int? AgentsAwaySeconds { get; init; }

    /// <summary>How long a session lives on when nobody does anything, 5 to the operator's ceiling.</summary>
    public int? IdleMinutes { get; init; }

    /// <summary>What is on.</summary>
    public FeaturesBody? Features { get; init; }

    /// <summary>The largest file, 1 to the operator's ceiling.</summary>
    public long? LargestFileBytes { get; init; }

    /// <summary>The most files of one batch, 1 to 10,000.</summary>
    public int? LargestBatch { get; init; }

    /// <summary>Whether agents may send files to customers.</summary>
    public bool? FilesToCustomer { get; init; }

    /// <summary>Whether customers may send files to agents.</summary>
    public bool? FilesToAgent { get; init; }

    /// <summary>Only files with these extensions, without the dot and in lower case; none: all.</summary>
    public IReadOnlyList<string>? AllowedExtensions { get; init; }

    /// <summary>No files with these extensions.</summary>
    public IReadOnlyList<string>? BlockedExtensions { get; init; }

    /// <summary>What customers read besides the consent question, at most 1,000 characters.</summary>
    public string? ConsentText { get; init; }

    /// <summary>The contact center's colour as <c>#rrggbb</c>, or empty.</summary>
    public string? Colour { get; init; }

    /// <summary>The languages that customers can choose, the first one by default.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>Origins whose pages may embed the agent's tab.</summary>
    public IReadOnlyList<string>? EmbeddingOrigins { get; init; }

    internal static SettingsBody From(TenantSettings settings) => new()
    {
        Name = settings.Name,
        PinLength = settings.PinLength,
        ApproveJoins = settings.ApproveJoins,
        WaitingMinutes = (int)settings.WaitingLimit.TotalMinutes,
        AgentsAwaySeconds = (int)settings.AgentsAwayLimit.TotalSeconds,
        IdleMinutes = (int)settings.IdleLimit.TotalMinutes,
        Features = FeaturesBody.From(settings.Features),
        LargestFileBytes = settings.LargestFile,
        LargestBatch = settings.LargestBatch,
        FilesToCustomer = settings.FilesToCustomer,
        FilesToAgent = settings.FilesToAgent,
        AllowedExtensions = settings.AllowedExtensions,
        BlockedExtensions = settings.BlockedExtensions,
        ConsentText = settings.ConsentText,
        Colour = settings.Colour,
        Languages = settings.Languages,
        EmbeddingOrigins = settings.EmbeddingOrigins,
    };

    /// <summary>The settings with what this says put in.</summary>
    internal TenantSettings On(TenantSettings settings) => settings with
    {
        Name = Name ?? settings.Name,
        PinLength = PinLength ?? settings.PinLength,
        ApproveJoins = ApproveJoins ?? settings.ApproveJoins,
        WaitingLimit = WaitingMinutes is { } waiting ? TimeSpan.FromMinutes(waiting) : settings.WaitingLimit,
        AgentsAwayLimit = AgentsAwaySeconds is { } away ? TimeSpan.FromSeconds(away) : settings.AgentsAwayLimit,
        IdleLimit = IdleMinutes is { } idle ? TimeSpan.FromMinutes(idle) : settings.IdleLimit,
        Features = Features?.On(settings.Features) ?? settings.Features,
        LargestFile = LargestFileBytes ?? settings.LargestFile,
        LargestBatch = LargestBatch ?? settings.LargestBatch,
        FilesToCustomer = FilesToCustomer ?? settings.FilesToCustomer,
        FilesToAgent = FilesToAgent ?? settings.FilesToAgent,
        AllowedExtensions = List(AllowedExtensions) ?? settings.AllowedExtensions,
        BlockedExtensions = List(BlockedExtensions) ?? settings.BlockedExtensions,
        ConsentText = ConsentText ?? settings.ConsentText,
        Colour = Colour ?? settings.Colour,
        Languages = List(Languages) ?? settings.Languages,
        EmbeddingOrigins = List(EmbeddingOrigins) ?? settings.EmbeddingOrigins,
    };

    // A null in a list is no text: it is refused like an empty one.
    private static ImmutableArray<string>? List(IReadOnlyList<string>? texts) => texts is null ? null : [.. texts.Select(text => text ?? "")];
}

/// <summary>What a contact center has turned on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FeaturesBody
{
    /// <summary>Agents may use mouse and keyboard.</summary>
    public bool? Control { get; init; }

    /// <summary>Files can be transferred.</summary>
    public bool? Files { get; init; }

    /// <summary>The clipboard can be synced.</summary>
    public bool? Clipboard { get; init; }

    /// <summary>Windows sessions can be elevated.</summary>
    public bool? Elevation { get; init; }

    /// <summary>Sessions can be recorded.</summary>
    public bool? Recording { get; init; }

    /// <summary>Experts can be invited to watch.</summary>
    public bool? ExternalView { get; init; }

    /// <summary>Customers can share in the browser.</summary>
    public bool? BrowserSharing { get; init; }

    internal static FeaturesBody From(TenantFeatures features) => new()
    {
        Control = features.HasFlag(TenantFeatures.Control),
        Files = features.HasFlag(TenantFeatures.Files),
        Clipboard = features.HasFlag(TenantFeatures.Clipboard),
        Elevation = features.HasFlag(TenantFeatures.Elevation),
        Recording = features.HasFlag(TenantFeatures.Recording),
        ExternalView = features.HasFlag(TenantFeatures.ExternalView),
        BrowserSharing = features.HasFlag(TenantFeatures.BrowserSharing),
    };

    internal TenantFeatures On(TenantFeatures features)
    {
        Put(Control, TenantFeatures.Control);
        Put(Files, TenantFeatures.Files);
        Put(Clipboard, TenantFeatures.Clipboard);
        Put(Elevation, TenantFeatures.Elevation);
        Put(Recording, TenantFeatures.Recording);
        Put(ExternalView, TenantFeatures.ExternalView);
        Put(BrowserSharing, TenantFeatures.BrowserSharing);
        return features;

        void Put(bool? on, TenantFeatures feature) => features = on switch
        {
            true => features | feature,
            false => features & ~feature,
            null => features,
        };
    }
}
