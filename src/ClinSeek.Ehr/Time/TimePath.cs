using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Time;

/// <summary>A place in a resource that holds a time: <c>period.start</c>, or <c>encounter&gt;period.end</c> in the one it refers to.</summary>
[JsonConverter(typeof(TimePathConverter))]
internal sealed class TimePath
{
    private readonly byte[]? _reference;
    private readonly byte[][] _names;

    public TimePath(string text)
    {
        int hop = text.IndexOf('>', StringComparison.Ordinal);
        _reference = hop < 0 ? null : Encoding.UTF8.GetBytes(text[..hop]);
        _names = [.. text[(hop + 1)..].Split('.').Select(Encoding.UTF8.GetBytes)];
        Text = text;
    }

    public string Text { get; }

    /// <summary>The latest time there, over all items of lists on the way; null where there is none.</summary>
    public FhirTime? Latest(JsonElement resource, ResourceIndex index) => Walk(Root(resource, index), 0);

    /// <summary>Whether something stands there that is no time: then nobody knows how late it is.</summary>
    public bool IsUnreadable(JsonElement resource, ResourceIndex index) => IsUnreadable(Root(resource, index), 0);

    public override string ToString() => Text;

    private JsonElement Root(JsonElement resource, ResourceIndex index) => _reference is null
        ? resource
        : index.Resolve(resource, resource.Get(_reference).Text("reference"u8));

    private bool IsUnreadable(JsonElement element, int depth)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                if (IsUnreadable(item, depth))
                {
                    return true;
                }
            }

            return false;
        }

        if (depth < _names.Length)
        {
            return element.ValueKind == JsonValueKind.Object && IsUnreadable(element.Get(_names[depth]), depth + 1);
        }

        return element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null) && FhirTime.Parse(element.RawText()) is null;
    }

    private FhirTime? Walk(JsonElement element, int depth)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            FhirTime? latest = null;
            foreach (JsonElement item in element.EnumerateArray())
            {
                if (Walk(item, depth) is { } time && (latest is null || time.End > latest.Value.End))
                {
                    latest = time;
                }
            }

            return latest;
        }

        return depth == _names.Length ? FhirTime.Parse(element.RawText()) : element.ValueKind == JsonValueKind.Object ? Walk(element.Get(_names[depth]), depth + 1) : null;
    }
}
