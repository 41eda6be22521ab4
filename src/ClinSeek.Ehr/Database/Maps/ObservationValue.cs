using System.Globalization;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

/// <summary>The value[x] of an observation or component.</summary>
internal static class ObservationValue
{
    public static object? Number(JsonElement node) =>
        node.Get("valueQuantity"u8, "value"u8).Number() ?? node.Get("valueInteger"u8).Number();

    /// <summary>The UCUM code where the unit is coded so, else the unit as printed.</summary>
    public static string? Unit(JsonElement quantity) =>
        quantity.Is("system"u8, "http://unitsofmeasure.org"u8)
            ? quantity.Text("code"u8) ?? quantity.Text("unit"u8)
            : quantity.Text("unit"u8) ?? quantity.Text("code"u8);

    public static string? Words(JsonElement node)
    {
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

        return node.Text("valueString"u8) ?? node.Text("valueDateTime"u8) ?? node.Text("valueTime"u8)
            ?? node.Get("valuePeriod"u8, "start"u8).Text();
    }

    /// <summary>The normal range: the one typed so, else the first.</summary>
    public static JsonElement Range(JsonElement node)
    {
        JsonElement ranges = node.Get("referenceRange"u8);
        foreach (JsonElement range in ranges.Items())
        {
            if (range.Get("type"u8).Get("coding"u8).First().Is("code"u8, "normal"u8))
            {
                return range;
            }
        }

        return ranges.First();
    }

    private static string Amount(JsonElement quantity) =>
        quantity.Get("value"u8).Number() is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value} {Unit(quantity)}").TrimEnd() : "?";
}
