using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Decisions;

/// <summary>What can be said of a decision without reading the evidence: it has one outcome, from the list, and every claim cites evidence that exists.</summary>
public static class DecisionStructure
{
    /// <summary>Everything that is wrong, in the decision's own order; empty where nothing is. Whether quotes stand in the evidence is checked elsewhere.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="evidence">The ids of the case's evidence.</param>
    /// <param name="candidates">The closed list of answers, or null for an open question; compared exactly.</param>
    public static IReadOnlyList<DecisionProblem> Check(Decision decision, IReadOnlySet<EvidenceId> evidence, IReadOnlyList<string>? candidates) =>
        [.. Outcome(decision, candidates), .. decision.Claims.SelectMany((claim, index) => ClaimProblems(claim, index, evidence))];

    private static IEnumerable<DecisionProblem> Outcome(Decision decision, IReadOnlyList<string>? candidates)
    {
        bool answered = !string.IsNullOrWhiteSpace(decision.Answer), abstained = !string.IsNullOrWhiteSpace(decision.Abstention);
        if (answered == abstained)
        {
            yield return answered
                ? new DecisionProblem(DecisionProblemKind.TwoOutcomes, null, "The decision both answers and abstains; keep one.")
                : new DecisionProblem(DecisionProblemKind.NoOutcome, null, "The decision neither answers nor abstains; give an answer, or say why there is none.");
        }

        if (answered && candidates is not null && !candidates.Contains(decision.Answer!, StringComparer.Ordinal))
        {
            yield return new DecisionProblem(DecisionProblemKind.NotACandidate, null, "The answer is not on the list; copy one of the candidates exactly, or abstain.");
        }

        if (answered && decision.Claims.Count == 0)
        {
            yield return new DecisionProblem(DecisionProblemKind.NoClaims, null, "The answer rests on no claim; state what it rests on, each claim with its citation.");
        }
    }

    private static IEnumerable<DecisionProblem> ClaimProblems(Claim claim, int index, IReadOnlySet<EvidenceId> evidence)
    {
        if (string.IsNullOrWhiteSpace(claim.Text))
        {
            yield return new DecisionProblem(DecisionProblemKind.EmptyClaim, index, "The claim has no text; state it or leave it out.");
        }

        if (claim.Citations.Count == 0)
        {
            yield return new DecisionProblem(DecisionProblemKind.Uncited, index, "The claim cites nothing; cite the evidence it rests on or leave it out.");
        }

        foreach (Citation citation in claim.Citations)
        {
            if (!evidence.Contains(citation.Id))
            {
                yield return new DecisionProblem(DecisionProblemKind.UnknownEvidence, index, $"The case has no evidence {citation.Id}; cite an id that a tool call of this case gave.");
            }

            if (string.IsNullOrWhiteSpace(citation.Source) || string.IsNullOrWhiteSpace(citation.Locator) || string.IsNullOrWhiteSpace(citation.Quote))
            {
                yield return new DecisionProblem(DecisionProblemKind.IncompleteCitation, index, $"The citation of {citation.Id} lacks its source, place or quote; copy all three from the result.");
            }
        }
    }
}
