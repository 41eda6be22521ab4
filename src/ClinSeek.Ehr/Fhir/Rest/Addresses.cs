using System.Diagnostics.CodeAnalysis;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>Addresses that a server hands out are opaque: they are asked for byte by byte as they were given.</summary>
internal static class Addresses
{
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>An absolute http address as given, or a relative one under who gave it.</summary>
    public static bool TryResolve(Uri givenBy, string text, [NotNullWhen(true)] out Uri? address)
    {
        // What cannot stand on a request line is escaped; everything else is left alone.
        bool printable = text.All(static character => character is > ' ' and < '\u007f');
        if (printable && !text.Contains('#', StringComparison.Ordinal) && Uri.TryCreate(text, Verbatim, out address) && IsHttp(address))
        {
            return true;
        }

        return Uri.TryCreate(givenBy, text, out address) && IsHttp(address);
    }

    private static bool IsHttp(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
