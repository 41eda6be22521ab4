namespace ClinSeek.Evidence.Vault;

/// <summary>A plaintext made ready for store and ledger.</summary>
/// <param name="Name">Its name in the entry.</param>
/// <param name="Address">SHA-256 of the envelope in lowercase hexadecimal: the name it is stored under.</param>
/// <param name="Commitment">The keyed commitment to the plaintext, lowercase hexadecimal.</param>
/// <param name="Envelope">The bytes to store.</param>
public sealed record SealedBlob(string Name, string Address, string Commitment, ReadOnlyMemory<byte> Envelope);
