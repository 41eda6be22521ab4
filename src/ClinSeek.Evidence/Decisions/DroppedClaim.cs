namespace ClinSeek.Evidence.Decisions;

/// <summary>A claim that was made and does not stand. It is kept, marked, and carries nothing.</summary>
/// <param name="Text">What was claimed.</param>
/// <param name="Reason">Why it does not stand.</param>
public sealed record DroppedClaim(string Text, string Reason);
