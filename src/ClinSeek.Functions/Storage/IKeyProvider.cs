using ClinSeek.Evidence.Vault;

namespace ClinSeek.Functions.Storage;

/// <summary>Holds the keys that protect the record: one that wraps the cases' own keys and one that signs heads.</summary>
public interface IKeyProvider
{
    /// <summary>The provider's kind, such as <c>local</c>, as written into every case that it protects.</summary>
    string Provider { get; }

    /// <summary>The name of the wrapping key, as written into every case that it protects.</summary>
    string WrappingKeyId { get; }

    /// <summary>Wraps a case's keys.</summary>
    KeyWrap Wrap { get; }

    /// <summary>Unwraps a case's keys.</summary>
    KeyWrap Unwrap { get; }

    /// <summary>SHA-256 of <see cref="PublicKey"/>, in lower-case hexadecimal.</summary>
    string SigningKeyId { get; }

    /// <summary>The public half of the signing key: P-256, SubjectPublicKeyInfo in DER.</summary>
    ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Signs with ECDSA on P-256 and SHA-256; the signature is the 64 bytes r and s.</summary>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken);
}
