using ClinSeek.Reasoning.Likelihood.Packs;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>What a candidate answer stands for in a pack.</summary>
/// <param name="Candidate">The candidate as the list has it.</param>
/// <param name="Hypotheses">The hypotheses that it covers; empty where the pack has none for it.</param>
/// <param name="Literal">Whether it is literally a name of its hypothesis, rather than a wider, narrower or coded one.</param>
internal sealed record CandidateMeaning(string Candidate, IReadOnlyList<PackHypothesis> Hypotheses, bool Literal);
