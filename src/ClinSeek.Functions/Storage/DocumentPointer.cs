namespace ClinSeek.Functions.Storage;

/// <summary>What a document's name points at: put once, like the document itself.</summary>
public sealed record DocumentPointer(int FormatVersion, string Name, string Blob, string Commitment);
