using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Consent;
using RemoteAssist.Customer.Host.Input;

namespace RemoteAssist.Customer.Host.Connection;

/// <summary>What outlives a connection.</summary>
/// <param name="Screen">Watches and sends the desktop.</param>
/// <param name="Input">Carries out what agents do.</param>
/// <param name="Consent">What the customer allows.</param>
/// <param name="Time">The clock.</param>
/// <param name="Version">The program's version.</param>
internal sealed record HostParts(ScreenThread Screen, InputRouter Input, ConsentState Consent, TimeProvider Time, string Version);
