using System.Globalization;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>One item of a FHIRPath collection: an element of the resource, or a computed value.</summary>
/// <param name="Json">The element; Undefined for a computed value, or for an element that has only an id and extensions.</param>
/// <param name="Sibling">What stands under the underscored name of a primitive: its id and extensions.</param>
/// <param name="Type">The FHIR type where it is known.</param>
/// <param name="Computed">A string, bool or decimal; null for an element.</param>
internal readonly record struct PathNode(JsonElement Json, JsonElement Sibling = default, string? Type = null, object? Computed = null)
{
    private static readonly object True = true;
    private static readonly object False = false;

    public bool HasValue => Computed is not null || Json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsText => Computed is string || (Computed is null && Json.ValueKind == JsonValueKind.String);

    public bool IsObject => Computed is null && Json.ValueKind == JsonValueKind.Object;

    public static PathNode Of(bool value) => new(default, default, "boolean", value ? True : False);

    public static PathNode Of(decimal value) => new(default, default, null, value);

    public static PathNode Of(string value, string? type = "string") => new(default, default, type, value);

    public bool? Boolean => Computed is bool flag ? flag : Computed is not null ? null : Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
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
