using System.Text;
using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>The resources of one page, with what could not be read of it. Lives as long as its JSON documents.</summary>
internal sealed class FhirPage(string source) : IDisposable
{
    private const int MostTypes = 64;

    private readonly List<JsonDocument> _documents = [];
    private readonly List<string> _types = [];
    private string? _version;

    public string Source { get; } = source;

    public string MediaType { get; set; } = FhirPageReader.Json;

    public List<FhirEntry> Entries { get; } = [];

    /// <summary>Each makes the pull incomplete.</summary>
    public List<string> Issues { get; } = [];

    /// <summary>False for JSON that is no FHIR at all, such as a manifest beside the data.</summary>
    public bool IsFhir { get; set; } = true;

    /// <summary>The bundle's own address and that of the page after it; null where it names none.</summary>
    public string? Self { get; set; }

    public string? Next { get; set; }

    /// <summary>The resourceType of a page that is one resource; null for NDJSON.</summary>
    public string? RootType { get; set; }

    /// <summary>How many matches a search set says there are.</summary>
    public int? Total { get; set; }

    /// <summary>Whether the page was fetched from a server by a pull that followed its next link, or recorded why not.</summary>
    public bool IsFetched { get; init; }

    /// <summary>A resource's type: one text for all of a type, of which a page has few.</summary>
    public string? TypeOf(JsonElement resource)
    {
        JsonElement type = resource.Get("resourceType"u8);
        ReadOnlySpan<byte> raw = type.RawText();
        foreach (string known in _types)
        {
            if (Ascii.Equals(raw, known))
            {
                return known;
            }
        }

        string? text = type.Text();
        if (text is not null && _types.Count < MostTypes && Ascii.IsValid(raw))
        {
            _types.Add(text);
        }

        return text;
    }

    /// <summary>The version that a resource's meta names: most of a page are at the same one.</summary>
    public string? VersionOf(JsonElement meta)
    {
        JsonElement version = meta.Get("versionId"u8);
        return _version is not null && Ascii.Equals(version.RawText(), _version) ? _version : _version = version.Text();
    }

    public JsonDocument Keep(JsonDocument document)
    {
        _documents.Add(document);
        return document;
    }

    public void Dispose()
    {
        foreach (JsonDocument document in _documents)
        {
            document.Dispose();
        }

        _documents.Clear();
    }
}
