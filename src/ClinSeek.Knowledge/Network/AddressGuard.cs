using System.Net;
using System.Net.Sockets;

namespace ClinSeek.Knowledge.Network;

/// <summary>Tells public addresses from those of this machine and its network, by the special-purpose registries (RFC 6890).</summary>
public static class AddressGuard
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(static text => IPNetwork.Parse(text)),
    ];

    /// <summary>Whether an address is on the public internet. IPv4 inside IPv6 (mapped, 6to4, NAT64) counts as what it stands for.</summary>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
        {
            byte[] bytes = plain.GetAddressBytes();
            if (bytes[0] == 0x20 && bytes[1] == 0x02)
            {
                return IsPublic(new IPAddress(bytes.AsSpan(2, 4)));
            }

            if (bytes.AsSpan(0, 12).SequenceEqual((ReadOnlySpan<byte>)[0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]) || bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && !plain.Equals(IPAddress.IPv6Loopback))
            {
                return IsPublic(new IPAddress(bytes.AsSpan(12, 4)));
            }
        }

        return !Special.Any(network => network.Contains(plain));
    }
}
