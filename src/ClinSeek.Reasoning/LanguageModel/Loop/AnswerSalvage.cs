using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.LanguageModel.Repair;

namespace ClinSeek.Reasoning.LanguageModel.Loop;

/// <summary>
/// Makes the best of a model that ends in plain text, rung by rung: a JSON object with an answer or a response anywhere in what
/// was said and thought, mended where its end is missing; the last answer block; the candidates that it names; one item a line
/// without bullets and numbers; the text itself. A risk that is written beside it goes with it.
/// </summary>
internal static partial class AnswerSalvage
{
    private const string Caveat = "The model ended in plain text; its answer was taken from there.";

    /// <summary>The ending that a text holds; null for an empty one.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="reasoning">What was thought.</param>
    /// <param name="candidates">The closed list of answers, or null.</param>
    public static FinishCall? Read(string text, string reasoning = "", IReadOnlyList<string>? candidates = null)
    {
        if (Object(text) is { } said)
        {
            return said;
        }

        if (Object(reasoning) is { } thought)
        {
            return thought;
        }

        string block = Block().Matches(text) is [.., var last] ? last.Groups[1].Value : text;
        string[] items = [.. block.Split('\n').Select(Bare).Where(static line => line.Length > 0)];
        string? risk = items is [var first, ..] && YesNoWords.Read(first) is not null ? StatedRisk.Find(string.Join('\n', items)) : null;
        items = risk is null ? items : [.. items.Where(static line => !StatedRisk.IsLine(line))];
        if (candidates is { Count: > 0 })
        {
            string[] exact = [.. items.Select(item => candidates.FirstOrDefault(candidate => string.Equals(candidate, item, StringComparison.OrdinalIgnoreCase))).OfType<string>().Distinct()];
            string[] named = exact.Length > 0 ? exact : [.. candidates.Where(candidate => Names(block, candidate))];
            items = named.Length > 0 ? named : items;
        }

        string answer = string.Join('\n', items);
        return answer.Length > 0 ? new FinishCall(answer, null, [], [], [Caveat]) { Risk = risk is null ? null : JsonSerializer.SerializeToElement(risk) } : null;
    }

    /// <summary>The first object of a text that ends a case.</summary>
    private static FinishCall? Object(string text)
    {
        for (int open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', open + 1))
        {
            int at = open;
            if (TolerantJson.TryRead(text, ref at, out JsonNode? value, out _) && value is JsonObject members && Ending(members) is { } ending)
            {
                return ending with { Caveats = [.. ending.Caveats ?? [], Caveat] };
            }
        }

        return null;
    }

    private static FinishCall? Ending(JsonObject members)
    {
        JsonElement element = JsonSerializer.SerializeToElement(members, EvidenceJson.Options);
        if (FinishResponse.Read(element) is { } response)
        {
            return response;
        }

        try
        {
            return element.Deserialize<FinishCall>(EvidenceJson.Options) is { Ends: true } ending ? ending : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Names(string text, string candidate) =>
        Regex.IsMatch(text, $@"(?<!\w){Regex.Escape(candidate)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static string Bare(string line) => Emphasis().Replace(Bullet().Replace(line.Trim(), ""), "").Trim();

    [GeneratedRegex(@"<answer>\s*(.*?)\s*(?:</answer>|\z)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Block();

    [GeneratedRegex(@"^(?:[-*•+]\s+|\(?\d{1,3}[.)]\s+|#{1,6}\s+)+", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\*\*|__|`")]
    private static partial Regex Emphasis();
}
