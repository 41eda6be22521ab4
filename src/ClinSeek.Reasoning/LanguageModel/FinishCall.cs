using System.Text.Json;
using System.Text.Json.Serialization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Grounding;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>The arguments of finish.</summary>
internal sealed record FinishCall(
    string? Answer, string? Abstention, IReadOnlyList<FinishClaim>? Claims,
    [property: JsonPropertyName("would_change")] IReadOnlyList<string>? WouldChange, IReadOnlyList<string>? Caveats)
{
    /// <summary>The risk that goes with a yes or no, as the model wrote it; see <see cref="StatedRisk"/>.</summary>
    public JsonElement? Risk { get; init; }

    /// <summary>The evidence that states the risk, as the model wrote it; null where the number is the model's own.</summary>
    [JsonPropertyName("risk_citation")]
    public JsonElement? RiskCitation { get; init; }

    /// <summary>Whether it ends a case at all.</summary>
    public bool Ends => !string.IsNullOrWhiteSpace(Answer) || !string.IsNullOrWhiteSpace(Abstention);

    /// <summary>The decision it means; sources and places are filled in from the evidence, what cannot be found stays for the check to refuse.</summary>
    public Decision ToDecision(string model, CaseRequest request, HypothesisBoard board, IReadOnlyCollection<EvidenceItem> evidence)
    {
        bool answers = !string.IsNullOrWhiteSpace(Answer);
        var risk = FinishRisk.Of(this, request, evidence);
        return new Decision
        {
            Result = risk.Risk is null ? null : AnswerReader.Read(QuestionType.YesNo, [Answer!], request.Candidates, [], risk.Risk),
            Answer = answers ? Answer!.Trim() : null,
            Abstention = answers ? null : Abstention!.Trim(),
            Ranking = board.Live,
            Claims = [.. (Claims ?? []).Where(static claim => !string.IsNullOrWhiteSpace(claim.Text)).Select(claim => new Claim(claim.Text!, [.. (claim.Citations ?? []).Select(citation => Cite(citation, evidence)).OfType<Citation>()]))],
            WouldChange = WouldChange ?? [],
            Caveats = [.. Caveats ?? [], .. risk.Problem is { } unread ? new[] { $"The model's risk was left out. {unread}" } : [], "Research software, not a medical device.", $"Written by the language model {model}; its weights are its own statements, not calibrated probabilities."],
        };
    }

    /// <summary>A citation that stands alone; null where there is none.</summary>
    public static FinishCitation? CitationOf(JsonElement? said) => said is { ValueKind: JsonValueKind.Object } members
        ? Text(members, "evidence") is null && Text(members, "quote") is null ? null : new FinishCitation(Text(members, "evidence"), Text(members, "quote"))
        : said is { ValueKind: JsonValueKind.String } text && !string.IsNullOrWhiteSpace(text.GetString()) ? new FinishCitation(text.GetString(), null) : null;

    /// <summary>The citation with its source and place; null where it names no evidence or quotes nothing.</summary>
    public static Citation? Cite(FinishCitation citation, IReadOnlyCollection<EvidenceItem> evidence)
    {
        if (LineCitation.Is(citation.Evidence))
        {
            return LineCitation.Resolve(citation.Evidence!, citation.Quote, evidence);
        }

        if (!EvidenceId.TryParse(citation.Evidence?.Trim(), out EvidenceId id) || string.IsNullOrWhiteSpace(citation.Quote))
        {
            return null;
        }

        string quote = citation.Quote.Trim();
        EvidenceItem? item = evidence.FirstOrDefault(one => one.Id == id);
        Locator? locator = item is null ? null : Locate(item, quote);
        return new Citation(id, locator?.Source ?? item?.Call.Name ?? "unknown", locator?.Position ?? "text", quote);
    }

    private static string? Text(JsonElement members, string name) =>
        members.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()) ? value.GetString() : null;

    private static Locator? Locate(EvidenceItem item, string quote)
    {
        for (int index = 0; index < item.Result.Locators.Count; index++)
        {
            if (item.Result.Locators[index].Quote?.Contains(quote, StringComparison.Ordinal) == true
                || (index < item.Result.Rows.Count && EvidenceText.Holds(item with { Result = item.Result with { Text = "", Rows = [item.Result.Rows[index]], Locators = [] } }, quote)))
            {
                return item.Result.Locators[index];
            }
        }

        return item.Result.Locators is [var first, ..] ? first : null;
    }
}
