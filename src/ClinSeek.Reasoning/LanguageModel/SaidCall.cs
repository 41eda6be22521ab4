namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>One call exactly as a model said it. Holds PHI.</summary>
/// <param name="Id">The id to answer it by; the provider's, or one of ours where a dialect has none.</param>
/// <param name="Name">The name as written.</param>
/// <param name="Arguments">The arguments as written; not necessarily JSON.</param>
public sealed record SaidCall(string Id, string Name, string Arguments);
