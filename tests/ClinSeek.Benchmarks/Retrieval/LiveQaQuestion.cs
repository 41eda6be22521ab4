namespace ClinSeek.Benchmarks.Retrieval;

/// <summary>A question with its right answers.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Summary">The question as a librarian would put it.</param>
/// <param name="Letter">The question as its asker wrote it, with salutation and story.</param>
/// <param name="Right">The names of the right answers.</param>
internal sealed record LiveQaQuestion(string Number, string Summary, string Letter, IReadOnlySet<string> Right);
