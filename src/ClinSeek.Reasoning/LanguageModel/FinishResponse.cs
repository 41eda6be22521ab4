using System.Text.Json;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>
/// The reference system's form of finish: <c>response</c>, a text or a list of texts, without claims. The check sends it back
/// once for its claims like any other ending without them.
/// </summary>
internal static class FinishResponse
{
    /// <summary>The ending that the arguments mean; null where they have no usable <c>response</c>.</summary>
    public static FinishCall? Read(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object || !arguments.TryGetProperty("response", out JsonElement response))
        {
            return null;
        }

        string[] items = response.ValueKind switch
        {
            JsonValueKind.String => [response.GetString()!],
            JsonValueKind.Array => [.. response.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)],
            _ => [],
        };
        string answer = string.Join('\n', items.Select(static item => item.Trim()).Where(static item => item.Length > 0));
        return answer.Length > 0 ? new FinishCall(answer, null, [], [], [])
        {
            Risk = arguments.TryGetProperty("risk", out JsonElement risk) ? risk : null,
            RiskCitation = arguments.TryGetProperty("risk_citation", out JsonElement citation) ? citation : null,
        } : null;
    }
}
