using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace RemoteAssist.Gateway.Identity;

/// <summary>
/// Whose word counts about where a request came from. Behind a proxy that is not named all customers would share one address, and one
/// customer's wrong PINs would lock out all; anybody else who names an address is not believed.
/// </summary>
internal static class Proxies
{
    internal static void UseTrustedProxies(this IApplicationBuilder app, IReadOnlyList<string> trusted)
    {
        if (trusted.Count == 0) return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // Several proxies in a row are all named.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (string proxy in trusted)
        {
            if (Network(proxy) is { } network) options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    /// <summary>Reads an address or a network such as <c>10.0.0.0/8</c>; null when it is neither.</summary>
    internal static IPNetwork? Network(string text)
    {
        if (IPNetwork.TryParse(text, out IPNetwork network)) return network;
        return IPAddress.TryParse(text, out IPAddress? address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
