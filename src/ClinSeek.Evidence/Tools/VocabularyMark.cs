namespace ClinSeek.Evidence.Tools;

/// <summary>A candidate table that a result rests on beside the record: vocabularies change without the case.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Digest">Hex SHA-256 of its content.</param>
public sealed record VocabularyMark(string Name, string Digest);
