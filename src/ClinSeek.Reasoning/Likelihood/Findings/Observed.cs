using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>What one look-up says about a finding.</summary>
/// <param name="State">The state it shows.</param>
/// <param name="Time">When, or null.</param>
/// <param name="Detail">The observation in words, with its own numbers, for a claim.</param>
/// <param name="Citations">Where it stands; several for a formula.</param>
internal sealed record Observed(string State, DateTimeOffset? Time, string Detail, IReadOnlyList<Citation> Citations);
