using System.Text.Json;

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>Values as JSON text; an absent or empty text is the default of the type.</summary>
internal static class JsonText
{
    internal static T Read<T>(string? json, JsonSerializerOptions options) =>
        string.IsNullOrEmpty(json) ? default! : JsonSerializer.Deserialize<T>(json, options)!;

    internal static string? Write(object? value, JsonSerializerOptions options) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), options);
}
