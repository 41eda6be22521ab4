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
        string? key = node.IsObject && node.Json.TryGetProperty("reference"u8, out JsonElement reference) && reference.ValueKind == JsonValueKind.String
            ? evaluation.Keys.Of(reference)
            : null;
        return key is null || type is null || (key.Length > type.Length && key[type.Length] == '/' && key.StartsWith(type, StringComparison.Ordinal)) ? key : null;
    }

    /// <summary>The key of any type that a reference leads to.</summary>
    public static string? OfReference(string reference, ViewOptions options, Func<string, string?>? resolve) =>
        reference.Length == 0 || reference[0] == '#' ? null : resolve?.Invoke(reference) ?? Normal(reference, options);

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
