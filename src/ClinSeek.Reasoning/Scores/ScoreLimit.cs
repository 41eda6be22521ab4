namespace ClinSeek.Reasoning.Scores;

/// <summary>Where a score does not apply.</summary>
/// <param name="When">A formula; where it is certainly so, there is no score.</param>
/// <param name="Reason">The reason in words.</param>
public sealed record ScoreLimit(string When, string Reason);
