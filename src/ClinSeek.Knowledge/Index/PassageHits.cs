namespace ClinSeek.Knowledge.Index;

/// <summary>The best passages of a search.</summary>
/// <param name="Hits">Best first; equal scores in the index's order.</param>
/// <param name="Total">Passages that hold all that was sought, at least those shown; counted up to <see cref="KnowledgeIndex.CountLimit"/>.</param>
public sealed record PassageHits(IReadOnlyList<PassageHit> Hits, int Total)
{
    /// <summary>Words of the query that the index does not hold and that were read as their nearest neighbour.</summary>
    public IReadOnlyList<string> Corrections { get; init; } = [];
}
