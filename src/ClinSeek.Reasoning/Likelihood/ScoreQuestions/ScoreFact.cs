using ClinSeek.Evidence.Decisions;
using ClinSeek.Reasoning.Scores.Expressions;

namespace ClinSeek.Reasoning.Likelihood.ScoreQuestions;

/// <summary>What the record says of one input of a score.</summary>
/// <param name="Value">The value in the input's unit, or the range that a comparator leaves.</param>
/// <param name="Detail">The value in words, with its own numbers, for a claim.</param>
/// <param name="Citations">Where it stands.</param>
internal sealed record ScoreFact(Interval Value, string Detail, IReadOnlyList<Citation> Citations);
