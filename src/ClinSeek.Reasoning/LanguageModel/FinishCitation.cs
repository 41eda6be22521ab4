namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>A citation as a model writes it.</summary>
internal sealed record FinishCitation(string? Evidence, string? Quote);
