using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.Likelihood.LookUps;

/// <summary>The calls that the reasoner makes, always written the same way so that a made call is recognised again.</summary>
internal static class ToolCalls
{
    public const string Sql = "ehr.run_sql_query";
    public const string Search = "browser.search";
    public const string Open = "browser.open";
    public const string Film = "image.chest_xray_classifier";
    public const string Outline = "image.chest_xray_segmentation";

    public static ToolCall Query(string sql) => new(Sql, Json(("sql_query", sql)));

    public static ToolCall SearchFor(string words) => new(Search, Json(("query", words)));

    public static ToolCall OpenLink(int link, int cursor) => new(Open, Json(("id", link), ("cursor", cursor)));

    public static ToolCall OutlineOf(string study) => new(Outline, Json(("image_path", study)));

    public static ToolCall Classify(string study) => new(Film, Json(("image_path", study)));

    /// <summary>One argument of a call, as text; null where it is not there.</summary>
    public static string? Argument(ToolCall call, string name)
    {
        using var arguments = JsonDocument.Parse(call.ArgumentsJson);
        return arguments.RootElement.ValueKind == JsonValueKind.Object && arguments.RootElement.TryGetProperty(name, out JsonElement value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;
    }

    /// <summary>Whether two calls ask the same thing, whatever the spacing of their arguments.</summary>
    public static bool Same(ToolCall one, ToolCall other)
    {
        if (one.Name != other.Name)
        {
            return false;
        }

        using var left = JsonDocument.Parse(one.ArgumentsJson);
        using var right = JsonDocument.Parse(other.ArgumentsJson);
        return JsonElement.DeepEquals(left.RootElement, right.RootElement);
    }

    private static string Json(params (string Name, object Value)[] arguments) =>
        JsonSerializer.Serialize(arguments.ToDictionary(static argument => argument.Name, static argument => argument.Value, StringComparer.Ordinal), EvidenceJson.Options);
}
