namespace ClinSeek.Ehr.Vocabularies;

/// <summary>A candidate table whose names are in memory.</summary>
/// <param name="Table">What it is.</param>
/// <param name="Index">Its names.</param>
/// <param name="Ids">The key of each name's row in the file, by place; empty for a table that ships with the program.</param>
/// <param name="Shipped">The candidates themselves, by place; empty for a table of the file.</param>
internal sealed record LoadedVocabulary(CandidateTable Table, CandidateIndex Index, long[] Ids, IReadOnlyList<CandidateHit> Shipped);
