using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Functions.Storage;

/// <summary>
/// The documents of every case, encrypted per case and put once: the first content under a name stays, and every later
/// put gets it back. That makes an activity that runs twice count once.
/// </summary>
public interface IEvidenceStore
{
    /// <summary>Stores a document unless there is one of that name, and gives what is stored then. Durable when it returns.</summary>
    /// <param name="id">The case.</param>
    /// <param name="epoch">The writer's epoch; refused when a later run has taken the case over.</param>
    /// <param name="name">The document's name, see <see cref="DocumentNames"/>. Holds no PHI.</param>
    /// <param name="content">Its plaintext.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <exception cref="StaleEpochException">A later run has taken the case over.</exception>
    /// <exception cref="StorageException">It could not be written, or what is there cannot be read.</exception>
    ValueTask<StoredDocument> PutIfAbsentAsync(CaseId id, int epoch, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads a document, or null where there is none of that name.</summary>
    /// <exception cref="StorageException">It is there and cannot be read: changed, missing its blob, or its key is gone.</exception>
    ValueTask<StoredDocument?> ReadAsync(CaseId id, string name, CancellationToken cancellationToken);

    /// <summary>What a name points at, without reading the document; null where there is none of that name.</summary>
    ValueTask<DocumentPointer?> FindAsync(CaseId id, string name, CancellationToken cancellationToken);

    /// <summary>Encrypts a content and stores its blob under the blob's address, for an entry of the ledger to name. Durable when it returns.</summary>
    /// <exception cref="StorageException">It could not be written.</exception>
    ValueTask<SealedBlob> PutBlobAsync(CaseId id, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads a blob that an entry of the ledger names.</summary>
    /// <exception cref="StorageException">It is missing or cannot be read.</exception>
    ValueTask<byte[]> ReadBlobAsync(CaseId id, string address, CancellationToken cancellationToken);

    /// <summary>A blob as it is stored, unchecked and encrypted; null where there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadEnvelopeAsync(CaseId id, string address, CancellationToken cancellationToken);

    /// <summary>The case's keys, or null where there is no such case or it was erased. Secret.</summary>
    /// <exception cref="StorageException">The key provider at hand cannot open them.</exception>
    ValueTask<CaseKeys?> KeysAsync(CaseId id, CancellationToken cancellationToken);

    /// <summary>The keyed digest of a content, in lower-case hexadecimal; nothing is stored.</summary>
    ValueTask<string> DigestAsync(CaseId id, string label, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The cases that there are, in no order.</summary>
    IAsyncEnumerable<CaseId> CasesAsync(CancellationToken cancellationToken);
}
