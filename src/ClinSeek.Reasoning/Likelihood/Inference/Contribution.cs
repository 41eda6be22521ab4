using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Inference;

/// <summary>One figure as it was applied.</summary>
/// <param name="State">The finding it belongs to.</param>
/// <param name="Effect">The figure as the pack has it.</param>
/// <param name="Applied">The likelihood ratio after cap and dampening.</param>
/// <param name="Dampened">Whether a stronger finding of the same mechanism came before it.</param>
internal sealed record Contribution(FindingState State, PackEffect Effect, double Applied, bool Dampened);
