using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel.Repair;

/// <summary>
/// Fits arguments to a tool's declared schema: other spellings of a declared name, numbers and truth values written as texts,
/// one value where a list is declared, a list written as a text. It changes the form of what was said, never what was said.
/// </summary>
internal static class ArgumentFit
{
    /// <summary>Fits arguments in place and says what was changed; empty where nothing was.</summary>
    public static IReadOnlyList<string> Apply(AIFunctionDeclaration tool, JsonObject arguments)
    {
        if (tool.JsonSchema.ValueKind != JsonValueKind.Object || !tool.JsonSchema.TryGetProperty("properties", out JsonElement properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var changes = new List<string>();
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            if (!arguments.ContainsKey(property.Name) && OtherSpelling(arguments, property.Name, properties) is { } written)
            {
                JsonNode? value = arguments[written]?.DeepClone();
                arguments.Remove(written);
                arguments[property.Name] = value;
                changes.Add($"{written} read as {property.Name}");
            }

            if (arguments[property.Name] is { } stated && Fit(stated, Types(property.Value)) is { } fitted)
            {
                arguments[property.Name] = fitted;
                changes.Add($"{property.Name} read as {Kind(fitted)}");
            }
        }

        return changes;
    }

    private static string? OtherSpelling(JsonObject arguments, string declared, JsonElement properties) => arguments
        .Select(static argument => argument.Key)
        .FirstOrDefault(key => !properties.TryGetProperty(key, out _) && string.Equals(Plain(key), Plain(declared), StringComparison.OrdinalIgnoreCase));

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private static HashSet<string> Types(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        if (!schema.TryGetProperty("type", out JsonElement type))
        {
            return schema.TryGetProperty("anyOf", out JsonElement any) && any.ValueKind == JsonValueKind.Array ? [.. any.EnumerateArray().SelectMany(Types)] : [];
        }

        return type.ValueKind == JsonValueKind.Array
            ? [.. type.EnumerateArray().Select(static one => one.GetString() ?? "")]
            : [type.GetString() ?? ""];
    }

    private static JsonNode? Fit(JsonNode stated, HashSet<string> types)
    {
        if (types.Count == 0 || Fits(stated, types))
        {
            return types.Contains("integer") && stated is JsonValue quoted && quoted.TryGetValue(out string? id) ? Unquoted(id) : null;
        }

        if (stated is JsonValue value && value.TryGetValue(out string? text))
        {
            return FromText(text.Trim(), types);
        }

        return types.Contains("array") && stated is not JsonArray ? new JsonArray(stated.DeepClone()) : null;
    }

    private static bool Fits(JsonNode stated, HashSet<string> types) => stated.GetValueKind() switch
    {
        JsonValueKind.String => types.Contains("string"),
        JsonValueKind.Number => types.Contains("number") || types.Contains("integer"),
        JsonValueKind.True or JsonValueKind.False => types.Contains("boolean"),
        JsonValueKind.Array => types.Contains("array"),
        JsonValueKind.Object => types.Contains("object"),
        _ => true,
    };

    /// <summary>A link id that may be a number or an address: a number in quotes is a number.</summary>
    private static JsonValue? Unquoted(string text) =>
        int.TryParse(text.Trim().Trim('"', '\''), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? JsonValue.Create(number) : null;

    private static JsonNode? FromText(string text, HashSet<string> types)
    {
        if (types.Contains("integer") && Unquoted(text) is { } whole)
        {
            return whole;
        }

        if (types.Contains("number") && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            return JsonValue.Create(number);
        }

        if (types.Contains("boolean") && bool.TryParse(text, out bool truth))
        {
            return JsonValue.Create(truth);
        }

        int at = 0;
        if ((types.Contains("array") && text.StartsWith('[')) || (types.Contains("object") && text.StartsWith('{')))
        {
            return TolerantJson.TryRead(text, ref at, out JsonNode? read, out _) ? read : null;
        }

        return types.Contains("array") && text.Length > 0 ? new JsonArray(JsonValue.Create(text)) : null;
    }

    private static string Kind(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Number => "a number",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "a truth value",
    };
}
