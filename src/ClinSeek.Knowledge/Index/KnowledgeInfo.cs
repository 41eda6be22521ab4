namespace ClinSeek.Knowledge.Index;

/// <summary>Which knowledge a case was answered from, as the ledger records it.</summary>
/// <param name="FormatVersion">The version of the index's form.</param>
/// <param name="Passages">How many passages it holds.</param>
/// <param name="Digest">SHA-256 over synonyms and passages, lower-case hex: equal digests answer every call equally.</param>
public sealed record KnowledgeInfo(int FormatVersion, int Passages, string Digest);
