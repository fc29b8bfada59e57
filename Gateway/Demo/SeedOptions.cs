namespace RemoteAssist.Gateway.Demo;

/// <summary>The section <c>Seed</c>: what an empty installation begins with.</summary>
public sealed class SeedOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Seed";

    /// <summary>Whether a tenant <c>demo</c> with two accounts is made when there is none. Default: false.</summary>
    public bool Demo { get; set; }

    /// <summary>With <see cref="Demo"/>: keeps a session open and writes how to reach it to this file. Default: none.</summary>
    public string? SessionFile { get; set; }
}
