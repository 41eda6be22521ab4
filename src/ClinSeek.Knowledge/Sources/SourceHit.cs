namespace ClinSeek.Knowledge.Sources;

/// <summary>A document that a source found.</summary>
/// <param name="Address">By which it is opened.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">A few lines of it.</param>
/// <param name="Line">The line on its page where the summary begins, or null where that is not known.</param>
/// <param name="Score">Comparable within one answer of one source only.</param>
public sealed record SourceHit(string Address, string Title, IReadOnlyList<string> Summary, int? Line, double Score);
