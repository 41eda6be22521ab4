namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>A claim as a model writes it.</summary>
internal sealed record FinishClaim(string? Text, IReadOnlyList<FinishCitation>? Citations);
