using System.Globalization;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>The value[x] of an observation or component.</summary>
internal static class ObservationValue
{
    /// <summary>The UCUM code where the unit is coded so, else the unit as printed.</summary>
    public static string? Unit(JsonElement quantity, TextPool? texts = null) =>
        quantity.Is("system"u8, "http://unitsofmeasure.org"u8)
            ? Text(quantity.Get("code"u8), texts) ?? Text(quantity.Get("unit"u8), texts)
            : Text(quantity.Get("unit"u8), texts) ?? Text(quantity.Get("code"u8), texts);

    public static string? Words(JsonElement node)
    {
        // Most values are quantities, and are in columns of their own.
        if (node.Get("valueQuantity"u8).ValueKind == JsonValueKind.Object)
        {
            return null;
        }

        if (node.Get("valueCodeableConcept"u8) is { ValueKind: JsonValueKind.Object } concept)
        {
            return Concept.Label(concept);
        }

        if (node.Get("valueBoolean"u8) is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag)
        {
            return flag.GetBoolean() ? "true" : "false";
        }

        if (node.Get("valueRange"u8) is { ValueKind: JsonValueKind.Object } range)
        {
            return $"{Amount(range.Get("low"u8))} to {Amount(range.Get("high"u8))}";
        }

        if (node.Get("valueRatio"u8) is { ValueKind: JsonValueKind.Object } ratio)
        {
            return $"{Amount(ratio.Get("numerator"u8))} / {Amount(ratio.Get("denominator"u8))}";
        }

        return Said(node.Text("valueString"u8)) ?? node.Text("valueDateTime"u8) ?? node.Text("valueTime"u8)
            ?? node.Get("valuePeriod"u8, "start"u8).Text();
    }

    // Underscores alone are what de-identification left of a comment.
    private static string? Said(string? text) => text is null || text.AsSpan().Trim(" _").IsEmpty ? null : text;

    /// <summary>The normal range: the one typed so, else the first.</summary>
    public static JsonElement Normal(IReadOnlyList<ViewValue> ranges)
    {
        foreach (ViewValue range in ranges)
        {
            if (range.Element.Get("type"u8).Get("coding"u8).First().Is("code"u8, "normal"u8))
            {
                return range.Element;
            }
        }

        return ranges.Count > 0 ? ranges[0].Element : default;
    }

    /// <summary>An age, a range or a period in words.</summary>
    public static string? OfAny(JsonElement value) => value.ValueKind != JsonValueKind.Object ? null
        : value.Get("low"u8).ValueKind == JsonValueKind.Object || value.Get("high"u8).ValueKind == JsonValueKind.Object
            ? $"{Amount(value.Get("low"u8))} to {Amount(value.Get("high"u8))}"
        : value.Get("value"u8).ValueKind == JsonValueKind.Number ? Amount(value)
        : value.Text("start"u8) ?? value.Text("end"u8);

    private static string Amount(JsonElement quantity) =>
        quantity.Get("value"u8).Number() is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value} {Unit(quantity)}").TrimEnd() : "?";

    /// <summary>A non-blank text, one string for all that repeat it.</summary>
    public static string? Text(JsonElement text, TextPool? texts) => texts is null || text.ValueKind != JsonValueKind.String
        ? text.Text()
        : texts.Decode(text) is var pooled && string.IsNullOrWhiteSpace(pooled) ? null : pooled;
}
