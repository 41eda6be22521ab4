using System.Runtime.InteropServices;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>
/// The elements of one resource, read once: a row asks for them dozens of times, and JSON finds a name by going through all of
/// them. Used again for the next resource; not thread-safe.
/// </summary>
internal sealed class ResourceElements
{
    private const int Most = 64;

    private readonly (ulong Start, int Length, JsonProperty Property)[] _elements = new (ulong, int, JsonProperty)[Most];
    private JsonElement _resource;
    private int _count;
    private bool _isRead;
    private bool _isWhole;

    public void Begin(JsonElement resource)
    {
        _resource = resource;
        _isRead = false;
    }

    public bool TryGet(in ElementName name, out JsonElement value)
    {
        if (!_isRead)
        {
            Read();
        }

        if (!_isWhole)
        {
            return _resource.TryGetProperty(name.Bytes, out value);
        }

        // From behind: of two elements of one name the last counts, as everywhere in JSON.
        for (int place = _count - 1; place >= 0; place--)
        {
            ref (ulong Start, int Length, JsonProperty Property) element = ref _elements[place];
            if (element.Start == name.Start && element.Length == name.Bytes.Length
                && (element.Length <= sizeof(ulong) || JsonMarshal.GetRawUtf8PropertyName(element.Property).SequenceEqual(name.Bytes)))
            {
                value = element.Property.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    private void Read()
    {
        _isRead = true;
        _isWhole = false;
        _count = 0;
        foreach (JsonProperty property in _resource.EnumerateObject())
        {
            ReadOnlySpan<byte> name = JsonMarshal.GetRawUtf8PropertyName(property);
            if (_count == Most || name.Contains((byte)'\\'))
            {
                return;
            }

            _elements[_count++] = (ElementName.StartOf(name), name.Length, property);
        }

        _isWhole = true;
    }
}
