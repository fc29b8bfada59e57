using System.Net;
using System.Net.Sockets;

namespace RemoteAssist.Gateway.Identity;

/// <summary>What counts as one peer on the network.</summary>
internal static class Networks
{
    /// <summary>The address itself, and the /64 network with IPv6: who has one IPv6 address has 2^64 of them.</summary>
    internal static IPAddress Of(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
