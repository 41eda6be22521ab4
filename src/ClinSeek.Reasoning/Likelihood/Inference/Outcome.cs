namespace ClinSeek.Reasoning.Likelihood.Inference;

/// <summary>One state that a finding may turn out to have.</summary>
/// <param name="State">The state.</param>
/// <param name="Probability">How likely it is, given the weights.</param>
/// <param name="Weights">The weights it would leave.</param>
internal sealed record Outcome(string State, double Probability, IReadOnlyDictionary<string, double> Weights);
