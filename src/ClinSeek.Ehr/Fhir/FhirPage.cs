using System.Text;
using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>The resources of one page, with what could not be read of it. Refers to the page's bytes.</summary>
internal sealed class FhirPage(string source, ReadOnlyMemory<byte> content)
{
    private const int MostTypes = 64;
    private const int LongestKey = 128;

    private readonly List<string> _types = [];
    private string? _version;
    private string? _subject;

    public string Source { get; } = source;

    /// <summary>The bytes, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Content { get; } = content;

    public string MediaType { get; init; } = FhirPageReader.Json;

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

    /// <summary>A non-blank string, or null.</summary>
    public string? Text(Place place)
    {
        string? text = place.IsNone ? null : FhirElement.Decode(Quoted(place));
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>The string as UTF-8, without a copy unless it holds escapes.</summary>
    public ReadOnlySpan<byte> RawText(Place place)
    {
        if (place.IsNone)
        {
            return default;
        }

        ReadOnlySpan<byte> raw = Quoted(place).Span[1..^1];
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(FhirElement.Decode(Quoted(place))) : raw;
    }

    /// <summary>A resource's type: one text for all of a type, of which a page has few.</summary>
    public string? TypeOf(Place type)
    {
        ReadOnlySpan<byte> raw = RawText(type);
        foreach (string known in _types)
        {
            if (Ascii.Equals(raw, known))
            {
                return known;
            }
        }

        string? text = Text(type);
        if (text is not null && _types.Count < MostTypes && Ascii.IsValid(raw))
        {
            _types.Add(text);
        }

        return text;
    }

    /// <summary>The version that a resource's meta names: most of a page are at the same one.</summary>
    public string? VersionOf(Place version) => Same(version, ref _version);

    /// <summary>Whom a resource is about: most of a page are about the same one.</summary>
    public string? SubjectOf(ReadOnlySpan<Place> subjects)
    {
        foreach (Place subject in subjects)
        {
            if (Same(subject, ref _subject) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary><c>Type/id</c>; null where there is no id.</summary>
    public string? KeyOf(string type, Place id)
    {
        ReadOnlySpan<byte> raw = RawText(id);
        if (type.Length + 1 + raw.Length > LongestKey || !Ascii.IsValid(raw))
        {
            return Text(id) is { } text ? type + "/" + text : null;
        }

        if (raw.Trim(" \t\r\n\v\f"u8).IsEmpty)
        {
            return null;
        }

        Span<char> key = stackalloc char[type.Length + 1 + raw.Length];
        type.CopyTo(key);
        key[type.Length] = '/';
        Encoding.ASCII.GetChars(raw, key[(type.Length + 1)..]);
        return new string(key);
    }

    private string? Same(Place place, ref string? last) =>
        place.IsNone ? null : last is not null && Ascii.Equals(RawText(place), last) ? last : Text(place) is { } text ? last = text : null;

    private ReadOnlyMemory<byte> Quoted(Place place) => place.Of(Content);
}
