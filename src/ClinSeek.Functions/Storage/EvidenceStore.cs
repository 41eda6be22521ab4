using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Functions.Storage;

/// <summary>
/// The evidence store over objects, wherever they lie. A blob is written under the digest of its envelope, then its name is put
/// if absent: the name decides which of two writers was first, and a blob that lost is removed again. A writer that dies
/// between the two leaves a blob that nothing names and nobody reads. The epoch fence is the ledger's.
/// </summary>
/// <param name="objects">The objects, through whatever remembers them.</param>
/// <param name="stored">The objects as they are stored now, for whoever verifies them.</param>
/// <param name="keys">The cases' keys.</param>
/// <param name="ledger">The ledgers.</param>
/// <param name="readOnly">Whether nothing may be written.</param>
internal sealed class EvidenceStore(ICaseObjects objects, ICaseObjects stored, CaseKeyRing keys, ILedgerStore ledger, bool readOnly) : IEvidenceStore
{
    /// <inheritdoc />
    public async ValueTask<StoredDocument> PutIfAbsentAsync(
        CaseId id, int epoch, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        RefuseReadOnly();
        if (await ReadAsync(id, name, cancellationToken) is { } known)
        {
            return known;
        }

        LedgerHead head = (await ledger.ReadAsync(id, cancellationToken)).Head;
        if (!LedgerChain.Admits(head, epoch))
        {
            throw new StaleEpochException(epoch, head.Epoch);
        }

        SealedBlob blob = await PutBlobAsync(id, name, content, cancellationToken);
        var pointer = new DocumentPointer(1, name, blob.Address, blob.Commitment);
        if (await objects.PutIfAbsentAsync(id, CaseLayout.Name(name), JsonSerializer.SerializeToUtf8Bytes(pointer, EvidenceJson.Options), cancellationToken))
        {
            return new StoredDocument(name, blob.Address, blob.Commitment, content);
        }

        StoredDocument first = await ReadAsync(id, name, cancellationToken)
            ?? throw new StorageException($"The document '{name}' of case '{id}' vanished while it was written. Is another program deleting what ClinSeek stores?");
        if (first.Blob != blob.Address)
        {
            await objects.DeleteAsync(id, CaseLayout.Blob(blob.Address), cancellationToken);
        }

        return first;
    }

    /// <inheritdoc />
    public async ValueTask<StoredDocument?> ReadAsync(CaseId id, string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, name, cancellationToken) is not { } pointer)
        {
            return null;
        }

        byte[] content = await ReadBlobAsync(id, pointer.Blob, cancellationToken);
        return new StoredDocument(name, pointer.Blob, pointer.Commitment, content);
    }

    /// <inheritdoc />
    public async ValueTask<DocumentPointer?> FindAsync(CaseId id, string name, CancellationToken cancellationToken) =>
        await objects.ReadAsync(id, CaseLayout.Name(name), cancellationToken) is { } bytes ? ReadPointer(id, name, bytes) : null;

    /// <inheritdoc />
    public async ValueTask<SealedBlob> PutBlobAsync(CaseId id, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        RefuseReadOnly();
        CaseKeys caseKeys = await keys.GetOrMakeAsync(id, cancellationToken);
        SealedBlob blob = caseKeys.Seal(name, content.Span);
        await objects.PutIfAbsentAsync(id, CaseLayout.Blob(blob.Address), blob.Envelope, cancellationToken);
        return blob;
    }

    /// <inheritdoc />
    public async ValueTask<byte[]> ReadBlobAsync(CaseId id, string address, CancellationToken cancellationToken)
    {
        byte[] envelope = await objects.ReadAsync(id, CaseLayout.Blob(address), cancellationToken) ?? throw Damaged(id, address, "is missing");
        if (BlobEnvelope.AddressOf(envelope) != address)
        {
            throw Damaged(id, address, "was changed");
        }

        CaseKeys caseKeys = await keys.FindAsync(id, cancellationToken)
            ?? throw new StorageException($"Case '{id}' was erased: its keys are gone, so its documents cannot be read. The chain of its ledger still verifies.");
        return BlobEnvelope.TryOpen(caseKeys, envelope) ?? throw Damaged(id, address, "does not open under the case's keys");
    }

    /// <inheritdoc />
    public async ValueTask<ReadOnlyMemory<byte>?> ReadEnvelopeAsync(CaseId id, string address, CancellationToken cancellationToken) =>
        await stored.ReadAsync(id, CaseLayout.Blob(address), cancellationToken) is { } envelope ? new ReadOnlyMemory<byte>(envelope) : default(ReadOnlyMemory<byte>?);

    /// <inheritdoc />
    public ValueTask<CaseKeys?> KeysAsync(CaseId id, CancellationToken cancellationToken) => keys.FindAsync(id, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<string> DigestAsync(CaseId id, string label, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        (await keys.GetOrMakeAsync(id, cancellationToken)).Digest(label, content.Span);

    /// <inheritdoc />
    public IAsyncEnumerable<CaseId> CasesAsync(CancellationToken cancellationToken) => objects.CasesAsync(cancellationToken);

    private void RefuseReadOnly()
    {
        if (readOnly)
        {
            throw new InvalidOperationException("The store was opened read-only.");
        }
    }

    private static DocumentPointer ReadPointer(CaseId id, string name, byte[] content)
    {
        try
        {
            DocumentPointer? pointer = JsonSerializer.Deserialize<DocumentPointer>(content, EvidenceJson.Options);
            if (pointer is { FormatVersion: 1, Blob.Length: 64 } && pointer.Name == name && pointer.Blob.All(char.IsAsciiHexDigitLower))
            {
                return pointer;
            }
        }
        catch (JsonException)
        {
            // Said below, without the parser's words, which may quote the text.
        }

        throw new StorageException($"The name of document '{name}' of case '{id}' was changed. Run `verify {id}` to see what else is damaged; a copy of the record can bring it back.");
    }

    private static StorageException Damaged(CaseId id, string address, string what) => new(
        $"The blob {address[..12]} of case '{id}' {what}. Run `verify {id}` to see what else is damaged; a copy of the record can bring it back.");
}
