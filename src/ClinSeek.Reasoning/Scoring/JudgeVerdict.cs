namespace ClinSeek.Reasoning.Scoring;

/// <summary>What a judge said of an answer.</summary>
/// <param name="Match">Whether it says the same as the gold answer.</param>
/// <param name="Reason">Why, in its words.</param>
/// <param name="Parsed">Whether the judge could be understood; where not, the answer does not match.</param>
public sealed record JudgeVerdict(bool Match, string Reason, bool Parsed = true);
