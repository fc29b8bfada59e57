using Microsoft.Extensions.Logging;

namespace RemoteAssist.Customer.Host.Start;

/// <summary>What the program was started with.</summary>
/// <param name="Server">Where the gateway is, without tenant and PIN.</param>
/// <param name="Tenant">The tenant's id; null for the server's default.</param>
/// <param name="Pin">6 to 12 digits.</param>
/// <param name="Grant">The rights that were granted on the command line; null to ask.</param>
/// <param name="Display">The X display; null for the environment's.</param>
/// <param name="LogLevel">What is logged to the terminal.</param>
internal sealed record HostOptions(Uri Server, string? Tenant, string Pin, string[]? Grant, string? Display, LogLevel LogLevel)
{
    /// <summary>Where to connect when nothing else is said.</summary>
    internal const string DefaultServer = "http://localhost:5080";

    /// <summary>Without the PIN: records print themselves into logs.</summary>
    public override string ToString() => $"{Server} {Tenant}";
}

/// <summary>What reading the arguments came to: one of the three is set.</summary>
/// <param name="Options">The options.</param>
/// <param name="Problem">What is wrong, and what is allowed.</param>
/// <param name="Print">What to print before ending at once.</param>
internal sealed record ParsedArguments(HostOptions? Options, string? Problem = null, string? Print = null);
