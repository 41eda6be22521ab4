using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Reasoning.Likelihood.Decisions;

/// <summary>What a pack's weights answer: the answer for programs with its text, or why there is none.</summary>
/// <param name="Result">The answer in the form of its question.</param>
/// <param name="Text">The answer as text; null where there is none.</param>
/// <param name="Unsettled">Why there is none; null where there is one.</param>
/// <param name="Caveat">What a reader of the list must know, or null.</param>
internal sealed record PackAnswer(DecisionAnswer? Result, string? Text, string? Unsettled, string? Caveat = null)
{
    /// <summary>No answer, and why.</summary>
    public static PackAnswer None(string why, string? caveat = null) => new(null, null, why, caveat);
}
