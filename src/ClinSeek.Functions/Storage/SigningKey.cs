namespace ClinSeek.Functions.Storage;

/// <summary>The public half of a key that signs heads.</summary>
/// <param name="Id">SHA-256 of <paramref name="PublicKey"/>, in lower-case hexadecimal.</param>
/// <param name="PublicKey">P-256, SubjectPublicKeyInfo in DER.</param>
public sealed record SigningKey(string Id, ReadOnlyMemory<byte> PublicKey);
