namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>A call of a model's message and what became of it. Every call of a message is answered under its id in the next prompt.</summary>
/// <param name="Id">The id to answer it by.</param>
/// <param name="Name">The name as the model wrote it.</param>
/// <param name="Arguments">The arguments, a JSON object; an empty one where the model wrote none that could be read.</param>
/// <param name="Ordinal">Its place among the step's dispatched calls, from 1; null where it was answered without a tool.</param>
/// <param name="Reply">The answer where no tool gave one.</param>
public sealed record AnsweredCall(string Id, string Name, string Arguments, int? Ordinal, string? Reply);
