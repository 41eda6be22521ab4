namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>A sentence of a note, with the heading it stands under.</summary>
/// <param name="Start">Its index in the note.</param>
/// <param name="Text">Its text, trimmed.</param>
/// <param name="Section">The last heading before it, in lower case; empty where there is none.</param>
internal readonly record struct Sentence(int Start, string Text, string Section);
