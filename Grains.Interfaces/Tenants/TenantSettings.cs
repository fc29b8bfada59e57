using System.Collections.Immutable;

namespace RemoteAssist.Grains.Interfaces.Tenants;

/// <summary>What a tenant can set (product.md, section 7). A value's range is in the rules that the tenant grain checks them with.</summary>
/// <param name="Name">The contact center's name, shown to customers.</param>
[GenerateSerializer, Immutable, Alias("tenant-settings/1")]
public sealed record TenantSettings([property: Id(0)] string Name)
{
    /// <summary>The least number of a PIN's digits: 6 to 12, 6 by default.</summary>
    [Id(1)]
    public int PinLength { get; init; } = 6;

    /// <summary>How long a session waits for its customer: 1 min to 24 h, 60 min by default.</summary>
    [Id(2)]
    public TimeSpan WaitingLimit { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How long a session lives on without an agent: 5 s to 1 h, 30 s by default.</summary>
    [Id(3)]
    public TimeSpan AgentsAwayLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a session lives on when nobody does anything: 5 min to the operator's ceiling, 4 h by default.</summary>
    [Id(4)]
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Whether an agent must let in every device that joins with a PIN. Not so by default; under attack it is so all the same.</summary>
    [Id(5)]
    public bool ApproveJoins { get; init; }

    /// <summary>What is on. All but recording by default.</summary>
    [Id(6)]
    public TenantFeatures Features { get; init; } = TenantFeatures.All & ~TenantFeatures.Recording;

    /// <summary>The largest file in bytes: 1 to the operator's ceiling, 1 GiB by default.</summary>
    [Id(7)]
    public long LargestFile { get; init; } = 1L << 30;

    /// <summary>The most files of one batch: 1 to 10,000, 1,000 by default.</summary>
    [Id(8)]
    public int LargestBatch { get; init; } = 1000;

    /// <summary>Whether agents may send files to customers.</summary>
    [Id(9)]
    public bool FilesToCustomer { get; init; } = true;

    /// <summary>Whether customers may send files to agents.</summary>
    [Id(10)]
    public bool FilesToAgent { get; init; } = true;

    /// <summary>Only files with these extensions, without the dot and in lower case; none: all.</summary>
    [Id(11)]
    public ImmutableArray<string> AllowedExtensions { get; init; } = [];

    /// <summary>No files with these extensions.</summary>
    [Id(12)]
    public ImmutableArray<string> BlockedExtensions { get; init; } = [];

    /// <summary>What customers read besides the consent question; plain text of at most 1,000 characters.</summary>
    [Id(13)]
    public string ConsentText { get; init; } = "";

    /// <summary>The contact center's colour as <c>#rrggbb</c>; empty: the product's own.</summary>
    [Id(14)]
    public string Colour { get; init; } = "";

    /// <summary>The languages that customers can choose, the first one by default.</summary>
    [Id(15)]
    public ImmutableArray<string> Languages { get; init; } = ["en", "fr"];

    /// <summary>Origins whose pages may embed the agent's tab.</summary>
    [Id(16)]
    public ImmutableArray<string> EmbeddingOrigins { get; init; } = [];
}

/// <summary>What a tenant can turn on and off.</summary>
[Flags]
public enum TenantFeatures
{
    /// <summary>Nothing: agents only see.</summary>
    None = 0,

    /// <summary>Agents may use mouse and keyboard.</summary>
    Control = 1,

    /// <summary>Files can be transferred.</summary>
    Files = 2,

    /// <summary>The clipboard can be synced.</summary>
    Clipboard = 4,

    /// <summary>Windows sessions can be elevated.</summary>
    Elevation = 8,

    /// <summary>Sessions can be recorded.</summary>
    Recording = 16,

    /// <summary>Experts can be invited to watch.</summary>
    ExternalView = 32,

    /// <summary>Customers can share in the browser.</summary>
    BrowserSharing = 64,

    /// <summary>All of them.</summary>
    All = Control | Files | Clipboard | Elevation | Recording | ExternalView | BrowserSharing,
}
