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
    /// <summary>Whether it ends a case at all.</summary>
    public bool Ends => !string.IsNullOrWhiteSpace(Answer) || !string.IsNullOrWhiteSpace(Abstention);

    /// <summary>The decision it means; sources and places are filled in from the evidence, what cannot be found stays for the check to refuse.</summary>
    public Decision ToDecision(string model, HypothesisBoard board, IReadOnlyCollection<EvidenceItem> evidence)
    {
        bool answers = !string.IsNullOrWhiteSpace(Answer);
        return new Decision
        {
            Answer = answers ? Answer!.Trim() : null,
            Abstention = answers ? null : Abstention!.Trim(),
            Ranking = board.Live,
            Claims = [.. (Claims ?? []).Where(static claim => !string.IsNullOrWhiteSpace(claim.Text)).Select(claim => new Claim(claim.Text!, [.. (claim.Citations ?? []).Select(citation => Cite(citation, evidence)).OfType<Citation>()]))],
            WouldChange = WouldChange ?? [],
            Caveats = [.. Caveats ?? [], "Research software, not a medical device.", $"Written by the language model {model}; its weights are its own statements, not calibrated probabilities."],
        };
    }

    private static Citation? Cite(FinishCitation citation, IReadOnlyCollection<EvidenceItem> evidence)
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
