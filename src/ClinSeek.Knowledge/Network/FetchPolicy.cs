namespace ClinSeek.Knowledge.Network;

/// <summary>What a source may fetch.</summary>
public sealed record FetchPolicy
{
    /// <summary>Hosts that may be asked: <c>nih.gov</c> allows itself and every host under it.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary>How long one fetch may take, redirects and body included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How large an answer may be once unpacked.</summary>
    public long MaxBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How many redirects are followed; each one is checked like the first address.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>Whether plain http and addresses of the own network are allowed: only for a service that the operator configured.</summary>
    public bool AllowPrivateNetwork { get; init; }

    /// <summary>Whether an address may be asked at all.</summary>
    public bool Allows(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri
            && (address.Scheme == Uri.UriSchemeHttps || (AllowPrivateNetwork && address.Scheme == Uri.UriSchemeHttp))
            && address.UserInfo.Length == 0
            && AllowedHosts.Any(host => IsUnder(address.IdnHost, host.Trim().Trim('.')));
    }

    private static bool IsUnder(string host, string allowed) =>
        allowed.Length > 0 && (string.Equals(host, allowed, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + allowed, StringComparison.OrdinalIgnoreCase));
}
