using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>
/// Keys that make rows of different views meet: <c>Type/id</c>. The key of a reference equals the key of the resource that it names;
/// a reference that leads elsewhere has none.
/// </summary>
internal static class ReferenceKey
{
    public static string? OfResource(in PathNode node) =>
        node.IsObject && Text(node.Json, "resourceType"u8) is { } type && Text(node.Json, "id"u8) is { } id ? type + "/" + id : null;

    public static string? OfReference(in PathNode node, string? type, Evaluation evaluation)
    {
        string? reference = node.IsObject ? Text(node.Json, "reference"u8) : null;
        string? key = string.IsNullOrEmpty(reference) || reference[0] == '#' ? null : evaluation.Resolve?.Invoke(reference) ?? Normal(reference, evaluation.Options);
        return key is null || type is null || key.StartsWith(type + "/", StringComparison.Ordinal) ? key : null;
    }

    private static string? Normal(string reference, ViewOptions options)
    {
        string path = reference;
        if (reference.Contains(':', StringComparison.Ordinal))
        {
            Uri? home = options.ServerBases.FirstOrDefault(known => reference.StartsWith(known.AbsoluteUri.TrimEnd('/') + "/", StringComparison.Ordinal));
            if (home is null)
            {
                return null;
            }

            path = reference[(home.AbsoluteUri.TrimEnd('/').Length + 1)..];
        }

        string[] parts = path.Split('/');
        bool versioned = parts.Length == 4 && parts[2] == "_history";
        return (parts.Length == 2 || versioned) && parts[0].Length > 0 && char.IsAsciiLetterUpper(parts[0][0]) && parts[1].Length > 0
            ? parts[0] + "/" + parts[1].Split('#')[0]
            : null;
    }

    private static string? Text(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? JsonText.Decode(value) : null;
}
