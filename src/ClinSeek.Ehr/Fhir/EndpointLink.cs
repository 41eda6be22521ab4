using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>An Endpoint that a study names.</summary>
/// <param name="Reference">How it is named, such as <c>Endpoint/x</c>.</param>
/// <param name="Address">Its address; null where the record does not hold the Endpoint, or where it is no DICOMweb endpoint in use.</param>
/// <param name="IsKnown">Whether the record holds the Endpoint.</param>
public sealed record EndpointLink(string Reference, string? Address, bool IsKnown)
{
    /// <summary>The DICOMweb address in an Endpoint as a server gave it; null where it is none in use.</summary>
    public static string? AddressIn(ReadOnlyMemory<byte> endpoint)
    {
        if (FhirPageReader.Read("endpoint", FhirPageReader.Json, endpoint).Entries is not [{ Type: "Endpoint", Deleted: false } entry])
        {
            return null;
        }

        using JsonDocument document = entry.Parse();
        return StudyLinks.AddressOf(document.RootElement);
    }
}
