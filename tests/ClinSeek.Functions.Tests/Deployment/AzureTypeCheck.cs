using System.Text.Json;

namespace ClinSeek.Functions.Tests.Deployment;

/// <summary>Holds a planned resource against the property tree of its type.</summary>
internal static class AzureTypeCheck
{
    /// <summary>Members of every planned resource that are not part of its body.</summary>
    private static readonly string[] Envelope = ["id", "type", "apiVersion", "name"];

    /// <summary>What does not fit, each with its path; nothing when all fits.</summary>
    public static IEnumerable<string> Problems(PlannedResource resource, AzureType tree)
    {
        string name = resource.Name.StartsWith('[') ? resource.Name : resource.Name.Split('/')[^1];
        AzureType declared = Selected(tree, member => member == "name" ? name : null).Single(static member => member.Name == "name");
        if (!IsExpression(name) && !declared.Admits(name))
        {
            yield return $"{resource.Type}: the name {name} is not {declared.Kind}";
        }

        foreach (string problem in Object(resource.Type, resource.Body, tree, member => member == "name" ? name : Text(resource.Body, member), Envelope))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Object(string path, JsonElement value, AzureType type, Func<string, string?> text, string[] apart)
    {
        AzureType[] members = [.. Selected(type, text)];
        if (members.Length == 0)
        {
            // Deeper than the trees go.
            yield break;
        }

        foreach (JsonProperty property in value.EnumerateObject().Where(property => !apart.Contains(property.Name)))
        {
            string below = path + "." + property.Name;
            AzureType? member = members.FirstOrDefault(member => member.Name == property.Name) ?? members.FirstOrDefault(static member => member.Name == "*");
            if (member is null)
            {
                yield return $"{below} does not exist";
            }
            else if (member.Flag == "ro")
            {
                yield return $"{below} can only be read";
            }
            else
            {
                foreach (string problem in Value(below, property.Value, member, member.Kind))
                {
                    yield return problem;
                }
            }
        }

        foreach (AzureType missing in members.Where(member => member.Flag == "R" && !apart.Contains(member.Name) && !value.TryGetProperty(member.Name, out _)))
        {
            yield return $"{path}.{missing.Name} is missing";
        }
    }

    private static IEnumerable<string> Value(string path, JsonElement value, AzureType type, string kind)
    {
        bool fits = value.ValueKind switch
        {
            JsonValueKind.Null => type.Flag != "R",
            JsonValueKind.String => IsExpression(value.GetString()!) || kind == "any" || type.Admits(value.GetString()!),
            JsonValueKind.True or JsonValueKind.False => kind is "boolean" or "any",
            JsonValueKind.Number => kind == "any" || (kind.StartsWith("int", StringComparison.Ordinal) && !kind.EndsWith(']') && value.TryGetInt32(out _)),
            JsonValueKind.Array => kind.EndsWith("[]", StringComparison.Ordinal),
            _ => kind == "any" || kind == "discriminatedobject" || (kind.StartsWith('{') && !kind.EndsWith(']')),
        };
        if (!fits)
        {
            return [$"{path} = {value.GetRawText()} is not {kind}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => Object(path, value, type, member => Text(value, member), []),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Value($"{path}[{index}]", item, type, kind[..^2])),
            _ => [],
        };
    }

    /// <summary>The members that hold for this object: the plain ones and those of the variant that it is.</summary>
    private static IEnumerable<AzureType> Selected(AzureType type, Func<string, string?> text) => type.Members.SelectMany(member =>
        !member.Name.StartsWith('<') ? [member]
        : member.Name[1..^1].Split('=') is [string property, string value] && text(property) == value ? Selected(member, text)
        : []);

    private static string? Text(JsonElement value, string member) =>
        value.TryGetProperty(member, out JsonElement found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    private static bool IsExpression(string value) => value.StartsWith('[');
}
