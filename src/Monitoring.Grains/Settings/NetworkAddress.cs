using System.Net;
using System.Net.Sockets;

namespace Monitoring.Grains.Settings;

/// <summary>Addresses as records say them and as guesses are counted, at the broker's door and at the page's.</summary>
public static class NetworkAddress
{
    /// <summary>IPv4 in its own form.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>What counts as one: an IPv6 network of 64 bits belongs to one hand.</summary>
    public static IPAddress OneHand(IPAddress address)
    {
        var plain = Plain(address);
        return plain.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(plain) ? new IPAddress([.. plain.GetAddressBytes()[..8], .. new byte[8]]) : plain;
    }
}
