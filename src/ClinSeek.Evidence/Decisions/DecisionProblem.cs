namespace ClinSeek.Evidence.Decisions;

/// <summary>One thing that is wrong with a decision's structure.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Claim">The claim's place, from 0; null where it concerns the decision as a whole.</param>
/// <param name="Text">Cause and remedy, fit for a model to read; holds ids, never quotes.</param>
public sealed record DecisionProblem(DecisionProblemKind Kind, int? Claim, string Text);
