namespace ClinSeek.Ehr.Vocabularies;

/// <summary>A candidate that was found.</summary>
/// <param name="Candidate">Its name, exactly as an answer must give it.</param>
/// <param name="Values">What is known of it, by the table's columns.</param>
/// <param name="Score">How well it fits: 0 to 100 for fuzzy matching, 0 to 1 for similarity, null where there is no measure.</param>
public sealed record CandidateHit(string Candidate, IReadOnlyList<string> Values, double? Score = null);
