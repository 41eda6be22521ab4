using ClinSeek.Reasoning.Scores.Expressions;

namespace ClinSeek.Reasoning.Scores;

/// <summary>One line of a computed score.</summary>
/// <param name="Item">The line.</param>
/// <param name="Points">Its possible values.</param>
/// <param name="Inputs">The keys of the inputs that it read, directly or through earlier lines.</param>
public sealed record ScoreItemResult(ScoreItem Item, Interval Points, IReadOnlyList<string> Inputs);
