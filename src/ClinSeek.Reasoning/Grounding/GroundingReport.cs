namespace ClinSeek.Reasoning.Grounding;

/// <summary>What a check of a decision found. A value, not an exception: a decision that does not stand is an expected outcome.</summary>
/// <param name="Problems">What does not stand, each with what to do; empty when everything stands. May hold PHI.</param>
public sealed record GroundingReport(IReadOnlyList<string> Problems)
{
    /// <summary>Whether the decision stands.</summary>
    public bool Ok => Problems.Count == 0;
}
