namespace ClinSeek.Reasoning.Grounding;

/// <summary>One thing about a decision that does not stand.</summary>
/// <param name="Kind">What it concerns.</param>
/// <param name="Claim">The claim's place, from 0; null where it concerns the decision as a whole.</param>
/// <param name="Text">What does not stand and what to do about it, fit for a model to read. May hold PHI.</param>
public sealed record GroundingProblem(GroundingKind Kind, int? Claim, string Text);
