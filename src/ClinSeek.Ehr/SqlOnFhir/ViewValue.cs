using System.Globalization;
using System.Text.Json;
using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>One cell. It refers to the resource's JSON and is valid as long as that is; nothing is copied.</summary>
public readonly struct ViewValue
{
    private readonly JsonElement _json;
    private readonly object? _computed;

    internal ViewValue(in PathNode node)
    {
        _json = node.Json;
        _computed = node.Computed;
    }

    internal ViewValue(ViewValue[] items) => _computed = items;

    /// <summary>What it holds.</summary>
    public ViewValueKind Kind => _computed switch
    {
        null => _json.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => ViewValueKind.Null,
            JsonValueKind.True or JsonValueKind.False => ViewValueKind.Boolean,
            JsonValueKind.Number => ViewValueKind.Number,
            JsonValueKind.String => ViewValueKind.Text,
            _ => ViewValueKind.Complex,
        },
        bool => ViewValueKind.Boolean,
        decimal => ViewValueKind.Number,
        ViewValue[] => ViewValueKind.Collection,
        _ => ViewValueKind.Text,
    };

    public bool IsNull => Kind == ViewValueKind.Null;

    /// <summary>Whether it is no element of the resource.</summary>
    internal bool IsComputed => _computed is not null;

    /// <summary>The element of the resource that the value is; Undefined for a computed one.</summary>
    public JsonElement Element => _computed is null ? _json : default;

    /// <summary>The values of a collection column; one or none for any other.</summary>
    public IReadOnlyList<ViewValue> Items => _computed as ViewValue[] ?? (IsNull ? [] : [this]);

    public bool? Boolean => _computed as bool? ?? _json.ValueKind switch
    {
        JsonValueKind.True when _computed is null => true,
        JsonValueKind.False when _computed is null => false,
        _ => null,
    };

    /// <summary>A text as it is, a number as it was written; null for anything else.</summary>
    public string? Text => _computed switch
    {
        string text => text,
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        null when _json.ValueKind == JsonValueKind.String => JsonText.Decode(_json),
        null when _json.ValueKind == JsonValueKind.Number => _json.GetRawText(),
        _ => null,
    };

    /// <summary>The value as JSON: numbers as they were written, no value as null.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (_computed)
        {
            case ViewValue[] items:
                writer.WriteStartArray();
                foreach (ViewValue item in items)
                {
                    item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            default:
                if (_json.ValueKind == JsonValueKind.Undefined)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    _json.WriteTo(writer);
                }

                break;
        }
    }
}
