using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// One version of one resource as it stands in a page: what it is and whose, and where its bytes are. Its content is parsed by whoever
/// needs it, for as long as that lasts: a parsed page takes several times its bytes.
/// </summary>
internal sealed class FhirEntry
{
    private readonly FhirPage _page;
    private readonly Place _raw;
    private readonly Place _resource;
    private readonly Place _fullUrl;

    public FhirEntry(FhirPage page, string type, string key, Place raw, Place resource, Place fullUrl)
    {
        (_page, Type, Key) = (page, type, key);
        (_raw, _resource, _fullUrl) = (raw, resource, fullUrl);
    }

    /// <summary>The resource type.</summary>
    public string Type { get; }

    /// <summary><c>Observation/o1</c>: what all versions of a resource share.</summary>
    public string Key { get; }

    /// <summary>meta.versionId or the history entry's ETag; null where unknown.</summary>
    public string? Version { get; init; }

    /// <summary>meta.lastUpdated; null where unknown.</summary>
    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>The reference to whom the resource is about, or null where it is about nobody.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether a search gave it beside its matches.</summary>
    public bool Included { get; init; }

    /// <summary>The names of its elements.</summary>
    public ElementNames Names { get; init; } = ElementNames.Any;

    /// <summary>A history entry that says the resource was deleted: it has no content.</summary>
    public bool Deleted => _resource.IsNone;

    /// <summary>Whether it stands in a bundle.</summary>
    public bool IsBundled => _raw != _resource;

    /// <summary>The logical id; for a resource without one, that of its fullUrl, else one made from its content.</summary>
    public string Id => Key[(Type.Length + 1)..];

    /// <summary>The entry's fullUrl, or null outside bundles.</summary>
    public string? FullUrl => _page.Text(_fullUrl);

    /// <summary>Whether it has one that a reference may give instead of its type and id.</summary>
    public bool HasFullUrl => !_fullUrl.IsNone;

    /// <summary><c>Observation/o1/_history/2</c>, or the key where the version is unknown.</summary>
    public string Identity => Version is null ? Key : string.Concat(Key, "/_history/", Version);

    /// <summary>The entry or line as it stands, so that a subset of a page can be kept unchanged.</summary>
    public ReadOnlyMemory<byte> Raw => _raw.Of(_page.Content);

    /// <summary>The bytes of the resource; none for a deletion.</summary>
    public ReadOnlyMemory<byte> Content => _resource.Of(_page.Content);

    /// <summary>The same entry with bytes of its own: what it stood in may go.</summary>
    public FhirEntry Detach()
    {
        var whole = new Place(0, _resource.Length);
        return new FhirEntry(new FhirPage(_page.Source, Content.ToArray()), Type, Key, whole, whole, default) { Version = Version, LastUpdated = LastUpdated, Subject = Subject, Names = Names };
    }

    /// <summary>Parses the resource. Whoever asks disposes what comes; its elements live no longer.</summary>
    /// <exception cref="InvalidOperationException">It is a deletion.</exception>
    public JsonDocument Parse() => Deleted
        ? throw new InvalidOperationException("A deletion has no content.")
        : JsonDocument.Parse(Content, FhirPageReader.Lenient);
}
