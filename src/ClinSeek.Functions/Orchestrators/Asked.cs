namespace ClinSeek.Functions.Orchestrators;

/// <summary>Where a step's questions stand. Holds no PHI: the answers are in the store under their evidence ids.</summary>
/// <param name="WaitUntil">Until when the open ones wait, or null where none is open any more.</param>
/// <param name="Answers">What has come of those that are not open, in the order of the calls.</param>
public sealed record Asked(DateTime? WaitUntil, IReadOnlyList<ToolAnswer> Answers);
