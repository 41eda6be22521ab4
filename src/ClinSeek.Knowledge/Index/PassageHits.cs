namespace ClinSeek.Knowledge.Index;

/// <summary>The best passages of a search.</summary>
/// <param name="Hits">Best first; equal scores in the pack's order.</param>
/// <param name="Total">Passages that matched altogether, counted up to <see cref="KnowledgeIndex.CountLimit"/>.</param>
public sealed record PassageHits(IReadOnlyList<PassageHit> Hits, int Total);
