namespace ClinSeek.Functions.Orchestrators;

/// <summary>One tool call of a turn.</summary>
/// <param name="Ordinal">Its place in the step, from 1.</param>
/// <param name="Tool">The canonical tool name, or <c>unknown</c>: a name that a model made up may say anything.</param>
public sealed record ThoughtCall(int Ordinal, string Tool);
