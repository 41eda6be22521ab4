namespace ClinSeek.Evidence.Decisions;

/// <summary>A second reasoner's reading of the same case, held against the decision. It changes nothing of the decision. Holds PHI.</summary>
/// <param name="By">The reasoner, with its version.</param>
/// <param name="Agreement">How the two compare.</param>
/// <param name="Text">The comparison in a sentence.</param>
/// <param name="Answer">Its own answer, or null where it gave none.</param>
public sealed record DecisionCheck(string By, Agreement Agreement, string Text, string? Answer);
