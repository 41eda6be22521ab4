namespace ClinSeek.Reasoning.Scores;

/// <summary>A worked example, which the score must reproduce.</summary>
/// <param name="Inputs">Values by input; 1 and 0 for flags. What is not named is missing.</param>
/// <param name="Low">The lowest possible result.</param>
/// <param name="High">The highest possible result.</param>
/// <param name="Tolerance">How far a printed result was rounded.</param>
public sealed record ScoreExample(IReadOnlyDictionary<string, double> Inputs, double Low, double High, double Tolerance = 1e-9);
