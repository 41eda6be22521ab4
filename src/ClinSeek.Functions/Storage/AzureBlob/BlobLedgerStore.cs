using System.Collections.Concurrent;
using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using Microsoft.Extensions.Caching.Memory;

namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>
/// The ledger store on Azure Blob Storage: two append blobs a case. An entry is appended in one piece on the condition that the
/// blob ends where the writer thinks it does, so of two writers one is refused, reads what the other wrote and tries anew; no
/// lease is held that a killed writer could leave behind. What was read is kept, and later readings fetch only what is new.
/// </summary>
internal sealed class BlobLedgerStore(BlobContainer container, IKeyProvider keys, TimeProvider time, bool readOnly, int mostBlocks = BlobLedgerStore.BlockLimit)
    : ILedgerStore, IDisposable
{
    /// <summary>What an append blob takes at most.</summary>
    public const int BlockLimit = 50_000;

    /// <summary>What is kept of that for the end of the case.</summary>
    public const int Reserve = 100;

    private const int Tries = 50;
    private const long MostKnownBytes = 64L << 20;

    private readonly ConcurrentDictionary<CaseId, SemaphoreSlim> _writing = new();
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MostKnownBytes });
    private readonly BlobCheckpoints _checkpoints = new(container, keys, time);

    /// <inheritdoc />
    public async ValueTask<CaseLedger> ReadAsync(CaseId id, CancellationToken cancellationToken) => (await LoadAsync(id, cancellationToken)).Ledger;

    /// <inheritdoc />
    public async ValueTask<(byte[] Ledger, byte[] Checkpoints)?> ReadBytesAsync(CaseId id, CancellationToken cancellationToken) =>
        await container.ReadAsync(NameOf(id), cancellationToken) is { Length: > 0 } ledger
            ? (ledger, await container.ReadAsync(BlobCheckpoints.NameOf(id), cancellationToken) ?? [])
            : null;

    /// <inheritdoc />
    public async ValueTask<LedgerAppend> AppendAsync(CaseId id, LedgerDraft draft, CancellationToken cancellationToken)
    {
        if (readOnly)
        {
            throw new InvalidOperationException("The store was opened read-only.");
        }

        SemaphoreSlim gate = _writing.GetOrAdd(id, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            (LedgerAppend append, LedgerHead head) = await RecordAsync(id, draft, cancellationToken);
            await _checkpoints.SignAsync(head, cancellationToken);
            return append;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Records a draft on the head as it is; what is known already may be old, and then the condition fails and it is read anew.</summary>
    private async ValueTask<(LedgerAppend Append, LedgerHead Head)> RecordAsync(CaseId id, LedgerDraft draft, CancellationToken cancellationToken)
    {
        bool fresh = !_known.TryGetValue(id, out KnownLedger? current);
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            current = fresh || current is null ? await LoadAsync(id, cancellationToken) : current;
            LedgerAppend append = current.Ledger.Append(draft);
            if (append.Outcome != LedgerAppendOutcome.Appended)
            {
                if (fresh)
                {
                    LedgerRefusals.ThrowIfRefused(draft, append);
                    return (append, current.Ledger.Head);
                }
            }
            else if (await TryAppendAsync(id, draft, current, append, cancellationToken) is { } next)
            {
                Keep(id, next);
                return (append, next.Ledger.Head);
            }

            fresh = true;
        }

        throw new StorageException($"Other processes have been writing to case '{id}' for too long. Stop them, then run `resume`.");
    }

    private async ValueTask<KnownLedger?> TryAppendAsync(
        CaseId id, LedgerDraft draft, KnownLedger current, LedgerAppend append, CancellationToken cancellationToken)
    {
        if (current.IsTorn)
        {
            throw new StorageException($"The last line of the ledger of case '{id}' is torn, which no writer of this program does, and an append blob cannot be cut. Restore the blob from a copy.");
        }

        if (current.Blocks >= mostBlocks - Reserve && !MayUseTheReserve(draft.Kind))
        {
            throw Full(id, current.Blocks);
        }

        if (current.Length == 0)
        {
            await container.CreateAppendBlobAsync(NameOf(id), cancellationToken);
        }

        byte[] line = [.. append.Line.Span, (byte)'\n'];
        CommitPoints.Pass();
        var (outcome, version) = await container.AppendAsync(NameOf(id), line, current.Length, cancellationToken);
        CommitPoints.Pass();
        return outcome switch
        {
            BlobAppendOutcome.Appended => new KnownLedger(current.Ledger.Accept(append), current.Length + line.Length, version ?? "", current.Blocks + 1),
            BlobAppendOutcome.Full => throw Full(id, current.Blocks),
            _ => null,
        };
    }

    private async ValueTask<KnownLedger> LoadAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(id, out KnownLedger? known) && known is { Length: > 0 })
        {
            // From the line feed of the last known line on: a part that exists, and that shows whether the blob is still the same one.
            var (outcome, tail) = await container.ReadFromAsync(NameOf(id), known.Length - 1, known.Version, cancellationToken);
            if (outcome == BlobReadOutcome.Unchanged)
            {
                return known;
            }

            if (outcome == BlobReadOutcome.Read && known.TryFollow(tail!) is { } grown)
            {
                return Keep(id, grown);
            }
        }

        var (read, whole) = await container.ReadFromAsync(NameOf(id), 0, null, cancellationToken);
        return read == BlobReadOutcome.Read ? Keep(id, KnownLedger.Read(id, whole!)) : KnownLedger.Empty(id);
    }

    private KnownLedger Keep(CaseId id, KnownLedger read)
    {
        if (!read.IsTorn)
        {
            _known.Set(id, read, new MemoryCacheEntryOptions { Size = read.Length });
        }

        return read;
    }

    /// <inheritdoc />
    public void Dispose() => _known.Dispose();

    private static bool MayUseTheReserve(string kind) =>
        kind is not LedgerKinds.StepRecorded
        && (!LedgerKinds.IsOperator(kind) || kind is LedgerKinds.OperatorCancel or LedgerKinds.OperatorErase);

    private static StorageException Full(CaseId id, int blocks) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The ledger of case '{id}' holds {blocks} entries, and an append blob takes {BlockLimit}. The case can only be ended; ask the question again as a new case."));

    private static string NameOf(CaseId id) => BlobCaseObjects.NameOf(id, CaseLayout.Ledger);
}
