using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>One version of one resource as it stands in a page. Refers to the page, and is valid as long as that is.</summary>
/// <param name="Type">The resource type.</param>
/// <param name="Key"><c>Observation/o1</c>: what all versions of a resource share.</param>
/// <param name="Version">meta.versionId or the history entry's ETag; null where unknown.</param>
/// <param name="LastUpdated">meta.lastUpdated; null where unknown.</param>
/// <param name="Resource">The resource; Undefined for a deletion.</param>
/// <param name="Raw">The entry or line as it stands, so that a subset of a page can be kept unchanged.</param>
/// <param name="Deleted">A history entry that says the resource was deleted.</param>
internal sealed record FhirEntry(string Type, string Key, string? Version, DateTimeOffset? LastUpdated, JsonElement Resource, JsonElement Raw, bool Deleted)
{
    /// <summary>The logical id; for a resource without one, that of its fullUrl, else one made from its content.</summary>
    public string Id => Key[(Type.Length + 1)..];

    /// <summary>The entry's fullUrl, or null outside bundles.</summary>
    public string? FullUrl => IsBundled ? Raw.Text("fullUrl"u8) : null;

    /// <summary>The reference to whom the resource is about, or null where it is about nobody.</summary>
    public string? Subject => PatientCompartment.Subject(Resource).Text();

    /// <summary><c>Observation/o1/_history/2</c>, or the key where the version is unknown.</summary>
    public string Identity => Version is null ? Key : string.Concat(Key, "/_history/", Version);

    private bool IsBundled => Deleted || Raw.Get("resource"u8).ValueKind != JsonValueKind.Undefined;
}
