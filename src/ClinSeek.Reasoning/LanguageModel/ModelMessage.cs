namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>What a model said in a turn, so that later prompts can show it word for word. Holds PHI.</summary>
/// <param name="Text">What it said beside its calls; may be empty.</param>
/// <param name="Calls">Its calls in the order written, each with what became of it.</param>
public sealed record ModelMessage(string Text, IReadOnlyList<AnsweredCall> Calls);
