using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>Single reads and searches at a FHIR R4 server, beside whole pulls.</summary>
public interface IFhirReader
{
    /// <summary>Reads a resource as it is now.</summary>
    /// <param name="type">The resource type.</param>
    /// <param name="id">The logical id.</param>
    /// <param name="knownETag">The ETag of what is known already, to be told when it still holds; or null.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<ResourceReading> ReadAsync(string type, string id, string? knownETag, CancellationToken cancellationToken);

    /// <summary>Reads one version of a resource.</summary>
    Task<ResourceReading> ReadVersionAsync(string type, string id, string version, CancellationToken cancellationToken);

    /// <summary>Everything that a search finds, over all pages. An element is valid until the next one is asked for.</summary>
    /// <param name="search">Type and parameters, such as <c>Condition?code=...</c>.</param>
    /// <param name="updatedSince">Only what was updated at or after this instant; null for all.</param>
    /// <param name="cancellationToken">Stops between pages.</param>
    /// <exception cref="IOException">The search failed, or its answer is not whole.</exception>
    IAsyncEnumerable<JsonElement> SearchAsync(string search, DateTimeOffset? updatedSince, CancellationToken cancellationToken);
}
