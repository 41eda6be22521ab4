namespace ClinSeek.Evidence.Decisions;

/// <summary>One statement of a decision, with what it rests on; a claim without a citation does not stand.</summary>
public sealed record Claim(string Text, IReadOnlyList<Citation> Citations);
