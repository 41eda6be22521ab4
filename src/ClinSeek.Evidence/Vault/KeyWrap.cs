namespace ClinSeek.Evidence.Vault;

/// <summary>Wraps or unwraps key bytes under a provider's key, bound to the associated data. Unwrapping returns null where the key is gone or the bytes were changed.</summary>
public delegate ValueTask<byte[]?> KeyWrap(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> associatedData, CancellationToken cancellationToken);
