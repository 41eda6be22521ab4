using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Index;

/// <summary>A passage that matched a search.</summary>
/// <param name="Passage">The passage.</param>
/// <param name="Score">BM25 with the title weighted above the text: greater is better, comparable within one search only.</param>
public sealed record PassageHit(Passage Passage, double Score);
