namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>One change as a model writes it.</summary>
internal sealed record HypothesisChange(string? Hypothesis, string? Kind, double? Weight, string? Name = null, IReadOnlyList<string>? Evidence = null, string? Reason = null);
