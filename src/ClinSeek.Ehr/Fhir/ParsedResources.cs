using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// The resources that are parsed at the moment: the one in hand and those it refers to. Visits and orders that many refer to stay for
/// the next one, up to a bound. Not thread-safe.
/// </summary>
internal sealed class ParsedResources : IDisposable
{
    private const int MostBytes = 256 * 1024;

    private readonly Dictionary<FhirEntry, JsonDocument> _referred = new(ReferenceEqualityComparer.Instance);
    private JsonDocument? _inHand;
    private FhirEntry? _entry;
    private int _bytes;

    /// <summary>Takes another resource in hand; elements of the one before, and of what it referred to, are not valid any more.</summary>
    public JsonElement Take(FhirEntry entry)
    {
        LetGo();
        _inHand = entry.Parse();
        _entry = entry;
        return _inHand.RootElement;
    }

    /// <summary>A resource that the one in hand refers to; valid until another is taken.</summary>
    public JsonElement Of(FhirEntry entry)
    {
        if (ReferenceEquals(entry, _entry))
        {
            return _inHand!.RootElement;
        }

        if (!_referred.TryGetValue(entry, out JsonDocument? document))
        {
            _referred[entry] = document = entry.Parse();
            _bytes += entry.Content.Length;
        }

        return document.RootElement;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes = int.MaxValue;
        LetGo();
    }

    private void LetGo()
    {
        _inHand?.Dispose();
        (_inHand, _entry) = (null, null);
        if (_bytes <= MostBytes)
        {
            return;
        }

        foreach (JsonDocument document in _referred.Values)
        {
            document.Dispose();
        }

        _referred.Clear();
        _bytes = 0;
    }
}
