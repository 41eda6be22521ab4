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
    public FhirTime? Latest(JsonElement resource, ResourceIndex index)
    {
        bool unreadable = false;
        return Latest(resource, index, ref unreadable);
    }

    /// <inheritdoc cref="Latest(JsonElement, ResourceIndex)"/>
    /// <param name="resource">The resource.</param>
    /// <param name="index">Finds the one that it refers to.</param>
    /// <param name="unreadable">Set where something stands there that is no time: then nobody knows how late it is.</param>
    public FhirTime? Latest(JsonElement resource, ResourceIndex index, ref bool unreadable) => Walk(Root(resource, index), 0, ref unreadable);

    public override string ToString() => Text;

    private JsonElement Root(JsonElement resource, ResourceIndex index) => _reference is null
        ? resource
        : index.Resolve(resource, resource.Get(_reference).Text("reference"u8));

    private FhirTime? Walk(JsonElement element, int depth, ref bool unreadable)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                FhirTime? latest = null;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    if (Walk(item, depth, ref unreadable) is { } each && (latest is null || each.End > latest.Value.End))
                    {
                        latest = each;
                    }
                }

                return latest;
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            case var kind when depth < _names.Length:
                return kind == JsonValueKind.Object ? Walk(element.Get(_names[depth]), depth + 1, ref unreadable) : null;
            default:
                FhirTime? time = FhirTime.Parse(element.RawText());
                unreadable |= time is null;
                return time;
        }
    }
}
