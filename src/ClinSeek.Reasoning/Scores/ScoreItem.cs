namespace ClinSeek.Reasoning.Scores;

/// <summary>One line of a score.</summary>
/// <param name="Key">Its key; later formulas of the score may read it.</param>
/// <param name="Name">What it counts, in words.</param>
/// <param name="Formula">Its points as a formula over inputs and earlier items.</param>
/// <param name="Counts">Whether its points are part of the sum; an intermediate value is not.</param>
public sealed record ScoreItem(string Key, string Name, string Formula, bool Counts = true);
