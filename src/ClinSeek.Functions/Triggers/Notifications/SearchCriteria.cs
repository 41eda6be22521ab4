using System.Text.Json;

namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>A FHIR search of the kind that a classic R4 Subscription's criteria hold, tested against one resource.</summary>
public sealed class SearchCriteria
{
    private static readonly string[] TokenParameters = ["code", "category", "status"];
    private readonly (string Parameter, string[] Tokens)[] _conditions;

    private SearchCriteria(string resourceType, (string, string[])[] conditions)
    {
        ResourceType = resourceType;
        _conditions = conditions;
    }

    /// <summary>The type that is searched.</summary>
    public string ResourceType { get; }

    /// <summary>Reads criteria, or says what in them is not understood: a parameter that was skipped would match too much.</summary>
    public static bool TryParse(string text, out SearchCriteria? criteria, out string? problem)
    {
        criteria = null;
        string[] parts = text.Split('?', 2);
        if (parts[0].Length == 0 || !parts[0].All(char.IsAsciiLetter))
        {
            problem = $"'{text}' does not begin with a resource type; write Type?parameter=value.";
            return false;
        }

        var conditions = new List<(string, string[])>();
        foreach (string pair in parts.Length == 1 ? [] : parts[1].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] halves = pair.Split('=', 2);
            if (halves.Length != 2 || !TokenParameters.Contains(halves[0], StringComparer.Ordinal))
            {
                problem = $"'{halves[0]}' is not a parameter that notifications can test; use {string.Join(", ", TokenParameters)}.";
                return false;
            }

            conditions.Add((halves[0], Uri.UnescapeDataString(halves[1]).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        }

        criteria = new SearchCriteria(parts[0], [.. conditions]);
        problem = null;
        return true;
    }

    /// <summary>Whether the resource matches every parameter.</summary>
    public bool Matches(JsonElement resource) =>
        resource.TryGetProperty("resourceType", out JsonElement type)
        && type.ValueEquals(ResourceType)
        && _conditions.All(condition => condition.Tokens.Any(token => HasToken(resource, condition.Parameter, token)));

    private static bool HasToken(JsonElement resource, string parameter, string token)
    {
        if (!resource.TryGetProperty(parameter, out JsonElement value))
        {
            return false;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.ValueEquals(token),
            JsonValueKind.Array => value.EnumerateArray().Any(concept => ConceptHas(concept, token)),
            _ => ConceptHas(value, token),
        };
    }

    private static bool ConceptHas(JsonElement concept, string token)
    {
        if (concept.ValueKind != JsonValueKind.Object || !concept.TryGetProperty("coding", out JsonElement codings) || codings.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        int bar = token.IndexOf('|', StringComparison.Ordinal);
        string? system = bar < 0 ? null : token[..bar];
        string code = token[(bar + 1)..];
        return codings.EnumerateArray().Any(coding =>
            (code.Length == 0 || Has(coding, "code", code)) && (system is null || Has(coding, "system", system)));
    }

    private static bool Has(JsonElement coding, string member, string expected) =>
        coding.ValueKind == JsonValueKind.Object
        && (coding.TryGetProperty(member, out JsonElement value) ? value.ValueKind == JsonValueKind.String && value.ValueEquals(expected) : expected.Length == 0);
}
