namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>A word of a path, without its quotes and marks.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position);
