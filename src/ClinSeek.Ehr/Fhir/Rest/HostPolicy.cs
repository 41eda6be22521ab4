using System.Net;
using System.Net.Sockets;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>
/// Which addresses a server's answers may lead to: its own origin, and hosts that the configuration names. Tokens go to the server's
/// own origin alone.
/// </summary>
internal sealed class HostPolicy
{
    private readonly HashSet<string> _allowed;
    private readonly string _basePath;

    public HostPolicy(Uri baseAddress, IEnumerable<string> allowedHosts)
    {
        Base = baseAddress;
        _basePath = baseAddress.AbsolutePath;
        _allowed = new HashSet<string>(allowedHosts, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The server's base, ending in a slash.</summary>
    public Uri Base { get; }

    /// <summary>Whether an address is the server's own: scheme, host and port are those of the base.</summary>
    public bool IsOwn(Uri address) =>
        address.Scheme == Base.Scheme && address.Port == Base.Port && string.Equals(address.IdnHost, Base.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an address may be asked at all.</summary>
    public bool Allows(Uri address) =>
        address.UserInfo.Length == 0
        && (IsOwn(address) || ((IsSecure(address) || address.IsLoopback) && (_allowed.Contains(address.IdnHost) || _allowed.Contains(address.Authority))));

    /// <summary>The path below the base, for messages; null for addresses elsewhere.</summary>
    public string? Below(Uri address) =>
        IsOwn(address) && address.AbsolutePath.StartsWith(_basePath, StringComparison.Ordinal) ? address.AbsolutePath[_basePath.Length..] : null;

    /// <summary>Whether an address is encrypted on its way.</summary>
    public static bool IsSecure(Uri address) => address.Scheme == Uri.UriSchemeHttps;

    /// <summary>
    /// Whether a connection may be made to what a host name resolved to. The server's own host may lie in a private network; any other
    /// may not unless the server itself does, and link-local addresses, where clouds keep their credentials, never.
    /// </summary>
    public bool MayConnect(string host, IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (IsLinkLocal(address))
        {
            return false;
        }

        return string.Equals(host, Base.IdnHost, StringComparison.OrdinalIgnoreCase) || !IsPrivate(address) || IsPrivateName(Base);
    }

    private static bool IsPrivateName(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.IdnHost, out IPAddress? literal) && IsPrivate(literal));

    private static bool IsLinkLocal(IPAddress address) =>
        address.IsIPv6LinkLocal || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);

    private static bool IsPrivate(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || address.IsIPv6SiteLocal
        || address.IsIPv6UniqueLocal
        || address.Equals(IPAddress.Any)
        || address.Equals(IPAddress.IPv6Any)
        || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [10, ..] or [172, >= 16 and < 32, ..] or [192, 168, ..] or [100, >= 64 and < 128, ..]);
}
