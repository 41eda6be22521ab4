using System.Runtime.InteropServices;
using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>Finds resources by reference, whatever page they stand in, and parses what is asked for. Not thread-safe.</summary>
internal sealed class ResourceIndex : IDisposable
{
    private readonly Dictionary<string, FhirEntry> _byKey;
    private readonly ParsedResources _parsed = new();
    private IReadOnlyCollection<FhirEntry>? _named;
    private Dictionary<string, FhirEntry>? _byFullUrl;

    /// <param name="entries">The entries that can be found.</param>
    public ResourceIndex(IReadOnlyCollection<FhirEntry> entries)
    {
        _byKey = new Dictionary<string, FhirEntry>(entries.Count, StringComparer.Ordinal);
        foreach (FhirEntry entry in entries)
        {
            if (!entry.Deleted)
            {
                Add(_byKey, entry.Key, entry);
                _named = entry.HasFullUrl ? entries : _named;
            }
        }
    }

    /// <summary>Whether one of several versions of a resource was chosen anywhere.</summary>
    public bool HasVersions { get; private set; }

    /// <summary>Takes a resource in hand: what was resolved before is not valid any more.</summary>
    public JsonElement Take(FhirEntry entry) => _parsed.Take(entry);

    /// <summary>The resource that a reference names, valid until another is taken in hand; Undefined where it is not among the pages.</summary>
    public JsonElement Resolve(JsonElement owner, string? reference)
    {
        if (string.IsNullOrEmpty(reference))
        {
            return default;
        }

        if (reference[0] == '#')
        {
            foreach (JsonElement contained in owner.Get("contained"u8).Items())
            {
                if (contained.Text("id"u8) == reference[1..])
                {
                    return contained;
                }
            }

            return default;
        }

        return Find(reference) is { } target ? _parsed.Of(target) : default;
    }

    public FhirEntry? Find(string reference)
    {
        string plain = FhirReference.WithoutVersion(reference);
        if (_byKey.TryGetValue(plain, out FhirEntry? entry) || (plain.Contains(':', StringComparison.Ordinal) && ByFullUrl().TryGetValue(plain, out entry)))
        {
            return entry;
        }

        return FhirReference.Key(plain) is { } key && _byKey.TryGetValue(key, out entry) ? entry : null;
    }

    /// <summary>Lets go of the entries too, whoever may still hold this.</summary>
    public void Dispose()
    {
        _parsed.Dispose();
        _byKey.Clear();
        _byKey.TrimExcess();
        (_named, _byFullUrl) = (null, null);
    }

    // Most records refer by type and id: the addresses are texts that need not be made then.
    private Dictionary<string, FhirEntry> ByFullUrl()
    {
        if (_byFullUrl is null)
        {
            _byFullUrl = new Dictionary<string, FhirEntry>(StringComparer.Ordinal);
            foreach (FhirEntry entry in _named ?? [])
            {
                if (!entry.Deleted && entry.FullUrl is { } url)
                {
                    Add(_byFullUrl, FhirReference.WithoutVersion(url), entry);
                }
            }
        }

        return _byFullUrl;
    }

    private void Add(Dictionary<string, FhirEntry> names, string name, FhirEntry entry)
    {
        ref FhirEntry? known = ref CollectionsMarshal.GetValueRefOrAddDefault(names, name, out bool several);
        HasVersions |= several;
        if (!several || VersionOrder.Instance.Compare(entry, known) > 0)
        {
            known = entry;
        }
    }
}
