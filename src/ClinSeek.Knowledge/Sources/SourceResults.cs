namespace ClinSeek.Knowledge.Sources;

/// <summary>What a source found.</summary>
/// <param name="Hits">Best first.</param>
/// <param name="Total">How many there are, as far as the source tells; at least those given.</param>
public sealed record SourceResults(IReadOnlyList<SourceHit> Hits, int Total)
{
    /// <summary>Nothing.</summary>
    public static SourceResults None { get; } = new([], 0);

    /// <summary>What the caller should know about how the query was read, or null.</summary>
    public string? Note { get; init; }
}
