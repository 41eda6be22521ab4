namespace ClinSeek.Functions.Storage;

/// <summary>A document of a case as it is stored. Holds PHI.</summary>
/// <param name="Name">Its name within the case, such as <c>s3-turn</c>.</param>
/// <param name="Blob">The SHA-256 of its ciphertext, in lower-case hexadecimal: its address.</param>
/// <param name="Commitment">The keyed commitment to its plaintext under its name, in lower-case hexadecimal.</param>
/// <param name="Content">Its plaintext.</param>
public sealed record StoredDocument(string Name, string Blob, string Commitment, ReadOnlyMemory<byte> Content);
