using System.Text.Json;

namespace ClinSeek.Durable.Engine;

/// <summary>The stored form of tags: a JSON object, or nothing where there are none.</summary>
internal static class TagsText
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public static string? Write(IReadOnlyDictionary<string, string>? tags) => tags is { Count: > 0 } ? JsonSerializer.Serialize(tags) : null;

    public static IReadOnlyDictionary<string, string> Read(string? text) =>
        text is null ? None : JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? None;
}
