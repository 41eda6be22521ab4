using System.Globalization;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>One item of a FHIRPath collection: an element of the resource, or a computed value. Small, because paths copy it at every step.</summary>
internal readonly record struct PathNode
{
    private static readonly object True = true;
    private static readonly object False = false;

    // Null for a plain element; its facts; or, alone, a computed value of the type that its kind implies.
    private readonly object? _more;

    public PathNode(JsonElement json, NodeFacts? facts = null)
    {
        Json = json;
        _more = facts;
    }

    /// <param name="json">The element; Undefined for one that has only an id and extensions.</param>
    /// <param name="sibling">What stands under the underscored name of a primitive: its id and extensions.</param>
    /// <param name="type">The FHIR type where it is known.</param>
    public PathNode(JsonElement json, JsonElement sibling, string? type)
        : this(json, sibling.ValueKind == JsonValueKind.Undefined ? NodeFacts.OfType(type) : new NodeFacts(sibling, type, null))
    {
    }

    private PathNode(object computed) => _more = computed;

    /// <summary>The element; Undefined for a computed value, or for an element that has only an id and extensions.</summary>
    public JsonElement Json { get; }

    public JsonElement Sibling => _more is NodeFacts facts ? facts.Sibling : default;

    /// <summary>The FHIR type where it is known.</summary>
    public string? Type => _more switch { null or decimal => null, NodeFacts facts => facts.Type, bool => "boolean", _ => "string" };

    /// <summary>A string, bool or decimal; null for an element.</summary>
    public object? Computed => _more is NodeFacts facts ? facts.Computed : _more;

    /// <summary>Whether it is the resource that is evaluated.</summary>
    public bool IsResource => ReferenceEquals(_more, NodeFacts.Resource);

    public bool HasValue => Computed is not null || Json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsText => Computed is string || (Computed is null && Json.ValueKind == JsonValueKind.String);

    public bool IsObject => Computed is null && Json.ValueKind == JsonValueKind.Object;

    public static PathNode Of(bool value) => new(value ? True : False);

    public static PathNode Of(decimal value) => new(value);

    public static PathNode Of(string value) => new(value);

    public static PathNode Of(string value, string? type) => new(default, new NodeFacts(default, type, value));

    public bool? Boolean => Computed switch
    {
        null => Json.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        },
        bool flag => flag,
        _ => null,
    };

    public string? Text => Computed is null ? (Json.ValueKind == JsonValueKind.String ? JsonText.Decode(Json) : null) : Computed as string;

    /// <summary>A number; an integer64 is text in JSON.</summary>
    public bool TryNumber(out decimal number)
    {
        if (Computed is decimal computed)
        {
            number = computed;
            return true;
        }

        number = 0;
        return Computed is null && (Json.ValueKind == JsonValueKind.Number
            ? Json.TryGetDecimal(out number)
            : Type == "integer64" && IsText && decimal.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number));
    }
}
