using System.Text.Json;
using System.Text.RegularExpressions;
using ClinSeek.Evidence;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Makes the best of a model that ends in plain text: a JSON object with an answer, an answer block, or the text itself.</summary>
internal static partial class AnswerSalvage
{
    /// <summary>The ending that a text holds; null for an empty one.</summary>
    public static FinishCall? Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        int open = text.IndexOf('{', StringComparison.Ordinal);
        int close = text.LastIndexOf('}');
        if (open >= 0 && close > open && Parse(text[open..(close + 1)]) is { Ends: true } ending)
        {
            return ending;
        }

        string answer = Block().Matches(text) is [.., var block] ? block.Groups[1].Value.Trim() : text.Trim();
        return answer.Length > 0 ? new FinishCall(answer, null, [], [], ["The model ended in plain text; its answer was taken from there."]) : null;
    }

    private static FinishCall? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<FinishCall>(json, EvidenceJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"<answer>\s*(.*?)\s*</answer>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
