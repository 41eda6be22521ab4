using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Questions;

/// <summary>What the hypotheses asked for are held against, as in «is a pulmonary embolism more likely than pneumonia?».</summary>
/// <param name="Than">The others, in the order of the question.</param>
/// <param name="Less">Whether it asks if they are less likely.</param>
internal sealed record HypothesisComparison(IReadOnlyList<PackHypothesis> Than, bool Less);
