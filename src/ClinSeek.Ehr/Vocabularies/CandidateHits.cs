namespace ClinSeek.Ehr.Vocabularies;

/// <summary>The candidates that a look-up gave.</summary>
/// <param name="Hits">The ones shown, best first.</param>
/// <param name="Total">How many matched altogether.</param>
public sealed record CandidateHits(IReadOnlyList<CandidateHit> Hits, int Total);
