using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Index;

/// <summary>A passage that matched a search.</summary>
/// <param name="Passage">The passage.</param>
/// <param name="Score">Greater is better, comparable within one search only.</param>
public sealed record PassageHit(Passage Passage, double Score)
{
    /// <summary>Ids of lower passages with the same text, which are not shown for themselves.</summary>
    public IReadOnlyList<string> SameText { get; init; } = [];
}
