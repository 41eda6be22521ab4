namespace ClinSeek.Functions.Cli;

/// <summary>A line of a file for <see cref="ScoreCommand"/>.</summary>
/// <param name="Id">The question's id.</param>
/// <param name="Question">The question.</param>
/// <param name="Gold">The gold answers; several are a set.</param>
/// <param name="Answer">What was answered: one text, or one a name.</param>
/// <param name="Vocabulary">The labels that this kind of question is answered with, if it has any.</param>
internal sealed record ScoredLine(string Id, string Question, IReadOnlyList<string> Gold, IReadOnlyList<string> Answer, IReadOnlyList<string>? Vocabulary = null);
