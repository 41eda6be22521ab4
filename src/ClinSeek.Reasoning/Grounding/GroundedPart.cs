using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>Leaves of a decision what stands: ungrounded claims go, and an answer that nothing then carries becomes an abstention.</summary>
internal static class GroundedPart
{
    /// <summary>The decision without the claims that do not stand; a caveat says how many went.</summary>
    public static Decision Of(Decision decision, CaseRequest request, IReadOnlyCollection<EvidenceItem> evidence, HypothesisBoard board)
    {
        Decision bare = decision with { Answer = null, Abstention = "draft" };
        Claim[] stand = [.. decision.Claims.Where(claim => DecisionChecker.Check(bare with { Claims = [claim] }, request, evidence, board).Ok)];
        int dropped = decision.Claims.Count - stand.Length;
        Decision kept = decision with
        {
            Claims = stand,
            Caveats = dropped == 0 ? decision.Caveats : [.. decision.Caveats, string.Create(CultureInfo.InvariantCulture, $"{dropped} claims were left out because their citations do not stand in the evidence.")],
        };
        IReadOnlyList<string> problems = DecisionChecker.Check(kept, request, evidence, board).Problems;
        return kept.Answer is null || problems.Count == 0
            ? kept
            : kept with { Answer = null, Abstention = "The model's answer is not carried by evidence of this case: " + string.Join(" ", problems.Take(3)) };
    }
}
