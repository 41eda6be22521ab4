using System.Text;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>Whether an item is of a type. Where nothing tells the type, its JSON form decides.</summary>
internal static class TypeFilter
{
    public static void Keep(NodeBuffer items, string type, NodeBuffer output)
    {
        for (int place = 0; place < items.Count; place++)
        {
            if (Is(items[place], type))
            {
                output.Add(items[place]);
            }
        }
    }

    public static bool Is(in PathNode node, string type)
    {
        if (node.Type is { } known)
        {
            return known == type || (type.Length > 0 && char.IsAsciiLetterUpper(type[0]) && known == char.ToLowerInvariant(type[0]) + type[1..]);
        }

        if (node.Computed is decimal number)
        {
            return type is "decimal" or "Decimal" || (type is "integer" or "Integer" && number == decimal.Truncate(number));
        }

        string lower = char.ToLowerInvariant(type[0]) + type[1..];
        bool system = type is "String" or "Boolean" or "Integer" or "Decimal" or "Date" or "DateTime" or "Time";
        return node.Json.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => lower == "boolean",
            JsonValueKind.Number => FhirTypes.IsNumeric(lower) && (lower == "decimal" || node.Json.TryGetInt64(out _)),
            JsonValueKind.String => (system || FhirTypes.Primitives.Contains(type)) && lower != "boolean" && !FhirTypes.IsNumeric(lower)
                && (!FhirTypes.IsTemporal(lower) || PartialTime.TryParse(node.Text, out _)),
            JsonValueKind.Object => !FhirTypes.IsPrimitive(type) && IsObject(node.Json, type),
            _ => false,
        };
    }

    private static bool IsObject(JsonElement element, string type) =>
        !element.TryGetProperty("resourceType"u8, out JsonElement actual)
        || type is "Resource" or "DomainResource"
        || JsonText.Is(actual, Encoding.UTF8.GetBytes(type));
}
