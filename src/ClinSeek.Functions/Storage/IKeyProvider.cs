using ClinSeek.Evidence.Vault;

namespace ClinSeek.Functions.Storage;

/// <summary>Holds the keys that protect the record: one that wraps the cases' own keys and one that signs heads.</summary>
public interface IKeyProvider
{
    /// <summary>The provider's kind, such as <c>local</c>, as written into every case that it protects.</summary>
    string Provider { get; }

    /// <summary>Wraps a case's keys under the present wrapping key, whose name goes into the document.</summary>
    /// <exception cref="StorageException">The wrapping key cannot be used.</exception>
    ValueTask<WrappedCaseKeys> WrapAsync(CaseKeys keys, CancellationToken cancellationToken);

    /// <summary>Unwraps a case's keys with the wrapping key that the document names; null where the document was changed.</summary>
    /// <exception cref="StorageException">That key is not at hand, is gone, or cannot be used.</exception>
    ValueTask<CaseKeys?> UnwrapAsync(WrappedCaseKeys wrapped, CancellationToken cancellationToken);

    /// <summary>The key that signs now.</summary>
    /// <exception cref="StorageException">It cannot be had.</exception>
    ValueTask<SigningKey> SigningKeyAsync(CancellationToken cancellationToken);

    /// <summary>Every key that heads may be signed with: the present one first, then those that it replaced.</summary>
    /// <exception cref="StorageException">They cannot be had.</exception>
    ValueTask<IReadOnlyList<SigningKey>> SigningKeysAsync(CancellationToken cancellationToken);

    /// <summary>Signs with ECDSA on P-256 and SHA-256; the signature is the 64 bytes r and s.</summary>
    /// <param name="key">What <see cref="SigningKeyAsync"/> gave.</param>
    /// <param name="message">What is signed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageException">The key cannot be used.</exception>
    ValueTask<byte[]> SignAsync(SigningKey key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken);
}
