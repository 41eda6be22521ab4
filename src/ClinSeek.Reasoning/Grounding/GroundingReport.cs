using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Reasoning.Grounding;

/// <summary>What a check of a decision found. A value, not an exception: a decision that does not stand is an expected outcome.</summary>
/// <param name="Decision">The decision as read: of its question's form, names in the list's spelling, citations at the place where the quote stands.</param>
/// <param name="Findings">What does not stand, in the decision's own order; empty when everything stands.</param>
public sealed record GroundingReport(Decision Decision, IReadOnlyList<GroundingProblem> Findings)
{
    /// <summary>The findings as sentences, each with what to do. May hold PHI.</summary>
    public IReadOnlyList<string> Problems => [.. Findings.Select(static finding => finding.Text)];

    /// <summary>Whether the decision stands.</summary>
    public bool Ok => Findings.Count == 0;
}
