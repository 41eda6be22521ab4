using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>
/// Checks a decision against what the case gathered: every claim cites evidence that exists, every quote stands there
/// literally, numbers come from the quotes or are marked as computed, the answer is from the list where there is one, and
/// every live hypothesis is addressed. It checks what is said, not whether it follows.
/// </summary>
public static class DecisionChecker
{
    /// <summary>Checks a decision against a case file whose steps hold the evidence and whose board is as the decision left it.</summary>
    public static GroundingReport Check(Decision decision, CaseFile file) =>
        Check(decision, file.Request, [.. file.Steps.SelectMany(static step => step.Evidence)], file.Board);

    /// <summary>Checks a decision against evidence and hypotheses.</summary>
    public static GroundingReport Check(Decision decision, CaseRequest request, IReadOnlyCollection<EvidenceItem> evidence, HypothesisBoard board)
    {
        Dictionary<EvidenceId, EvidenceItem> known = evidence.ToDictionary(static item => item.Id);
        return new GroundingReport([.. Form(decision, request).Concat(Ranking(decision, board)).Concat(decision.Claims.SelectMany((claim, index) => Claim(claim, index + 1, known)))]);
    }

    private static IEnumerable<string> Form(Decision decision, CaseRequest request)
    {
        bool answers = !string.IsNullOrWhiteSpace(decision.Answer);
        if (answers == !string.IsNullOrWhiteSpace(decision.Abstention))
        {
            yield return "A decision has either an answer or the reason for an abstention, not both and not neither.";
        }

        if (answers && decision.Claims.Count == 0)
        {
            yield return "An answer needs at least one claim with a citation.";
        }

        if (answers && request.Candidates is { Count: > 0 } candidates && !Items(decision.Answer!).All(item => candidates.Contains(item, StringComparer.OrdinalIgnoreCase)) && !candidates.Contains(decision.Answer!.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            yield return "The answer is not from the list of candidates; answer with a candidate's exact text, several separated by a line or a semicolon, or abstain.";
        }
    }

    private static IEnumerable<string> Ranking(Decision decision, HypothesisBoard board)
    {
        foreach (Hypothesis live in board.Live.Where(live => decision.Ranking.All(ranked => ranked.Key != live.Key)))
        {
            yield return $"The live hypothesis '{live.Key}' is not in the ranking; rank it or retire it.";
        }

        foreach (Hypothesis ranked in decision.Ranking)
        {
            if (board.Find(ranked.Key) is null)
            {
                yield return $"The ranking names '{ranked.Key}', which was never proposed.";
            }

            if (ranked.Weight is not (>= 0 and <= 1))
            {
                yield return $"The weight of '{ranked.Key}' is not between 0 and 1.";
            }
        }
    }

    private static IEnumerable<string> Claim(Claim claim, int number, Dictionary<EvidenceId, EvidenceItem> known)
    {
        if (string.IsNullOrWhiteSpace(claim.Text))
        {
            yield return $"Claim {number} is empty.";
        }

        if (claim.Citations.Count == 0)
        {
            yield return $"Claim {number} has no citation; cite evidence or drop it.";
            yield break;
        }

        foreach (string problem in claim.Citations.Select(citation => Citation(citation, number, known)).OfType<string>())
        {
            yield return problem;
        }

        IReadOnlyList<string> unquoted = ClaimNumbers.Unquoted(claim.Text, claim.Citations.Select(static citation => citation.Quote));
        if (unquoted.Count > 0)
        {
            yield return $"Claim {number} states {string.Join(", ", unquoted)}, which none of its quotes holds; quote it or write (computed: ...).";
        }
    }

    private static string? Citation(Citation citation, int number, Dictionary<EvidenceId, EvidenceItem> known)
    {
        if (!known.TryGetValue(citation.Id, out EvidenceItem? item))
        {
            return $"Claim {number} cites {citation.Id}, which this case does not have.";
        }

        if (item.Result.Outcome is not (ToolOutcome.Ok or ToolOutcome.Truncated))
        {
            return $"Claim {number} cites {citation.Id}, whose call gave nothing; an empty or failed result is evidence of nothing.";
        }

        if (!EvidenceText.Holds(item, citation.Quote))
        {
            return $"Claim {number} quotes what does not stand literally in {citation.Id}; copy the words from the result.";
        }

        return item.Result.Locators.Count > 0 && item.Result.Locators.All(locator => locator.Source != citation.Source)
            ? $"Claim {number} names a source that {citation.Id} does not have."
            : null;
    }

    private static string[] Items(string answer) => answer.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
