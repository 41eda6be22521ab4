using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>Finds resources by reference, whatever page they stand in.</summary>
internal sealed class ResourceIndex
{
    private readonly Dictionary<string, FhirEntry> _byName;

    /// <param name="entries">The entries that can be found.</param>
    /// <param name="count">How many there are, where that is known.</param>
    public ResourceIndex(IEnumerable<FhirEntry> entries, int count = 0)
    {
        _byName = new Dictionary<string, FhirEntry>(2 * count, StringComparer.Ordinal);
        foreach (FhirEntry entry in entries.Where(static entry => !entry.Deleted))
        {
            Add(entry.Key, entry);
            if (entry.FullUrl is { } url)
            {
                Add(FhirReference.WithoutVersion(url), entry);
            }
        }
    }

    /// <summary>The resource that a reference names; Undefined where it is not among the pages.</summary>
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

        return Find(reference)?.Resource ?? default;
    }

    public FhirEntry? Find(string reference)
    {
        string plain = FhirReference.WithoutVersion(reference);
        if (_byName.TryGetValue(plain, out FhirEntry? entry))
        {
            return entry;
        }

        return FhirReference.Key(plain) is { } key && _byName.TryGetValue(key, out entry) ? entry : null;
    }

    private void Add(string name, FhirEntry entry)
    {
        if (!_byName.TryGetValue(name, out FhirEntry? known) || VersionOrder.Instance.Compare(entry, known) > 0)
        {
            _byName[name] = entry;
        }
    }
}
