using System.Text.Json;
using System.Text.Json.Nodes;
using ClinSeek.Evidence;

namespace ClinSeek.Reasoning.LanguageModel.Repair;

/// <summary>The arguments of a call as an object, mended where they were almost one.</summary>
internal static class CallArguments
{
    /// <summary>Reads arguments; null where no object can be made of them.</summary>
    /// <param name="text">The arguments as the model wrote them; none is an empty object.</param>
    /// <param name="mended">Whether something had to be mended.</param>
    public static JsonObject? Read(string text, out bool mended)
    {
        mended = false;
        string bare = text.Trim();
        if (bare.Length == 0)
        {
            return [];
        }

        if (Strict(bare) is { } sound)
        {
            return sound;
        }

        mended = true;
        string unfenced = WithoutFence(bare);
        int at = 0;
        if (!TolerantJson.TryRead(unfenced, ref at, out JsonNode? value, out _))
        {
            return null;
        }

        // Some servers encode the arguments twice.
        return value switch
        {
            JsonObject members => members,
            JsonValue one when one.TryGetValue(out string? inner) && inner.TrimStart().StartsWith('{') => Read(inner, out _),
            _ => null,
        };
    }

    /// <summary>The text by which arguments are kept: compact, and the same for the same arguments.</summary>
    public static string Write(JsonObject arguments) => arguments.ToJsonString(EvidenceJson.Options);

    /// <summary>A text without the code fence that a model put around it.</summary>
    public static string WithoutFence(string text)
    {
        string bare = text.Trim();
        if (!bare.StartsWith("```", StringComparison.Ordinal))
        {
            return bare;
        }

        int line = bare.IndexOf('\n', StringComparison.Ordinal);
        string inner = line < 0 ? bare[3..] : bare[(line + 1)..];
        int end = inner.LastIndexOf("```", StringComparison.Ordinal);
        return (end < 0 ? inner : inner[..end]).Trim();
    }

    private static JsonObject? Strict(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
