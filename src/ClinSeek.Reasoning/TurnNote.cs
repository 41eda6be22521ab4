namespace ClinSeek.Reasoning;

/// <summary>One thing that the loop did to a turn, for the record. May hold PHI.</summary>
/// <param name="Kind">What.</param>
/// <param name="Text">To what, and how.</param>
public sealed record TurnNote(TurnNoteKind Kind, string Text);
