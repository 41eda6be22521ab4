using System.Collections.Concurrent;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>The signed heads of each case: an append blob beside its ledger's, written on the same condition.</summary>
internal sealed class BlobCheckpoints(BlobContainer container, IKeyProvider keys, TimeProvider time)
{
    private const int Tries = 50;

    private readonly ConcurrentDictionary<CaseId, Signed> _signed = new();

    /// <summary>The blob of a case's signed heads.</summary>
    public static string NameOf(CaseId id) => BlobCaseObjects.NameOf(id, CaseLayout.Checkpoints);

    /// <summary>Signs a head unless it, or a later one, is signed: a writer that died between the two appends left that to the next one.</summary>
    /// <exception cref="StorageException">It could not be signed or written; the entry itself is recorded.</exception>
    public async ValueTask SignAsync(LedgerHead head, CancellationToken cancellationToken)
    {
        byte[]? line = null;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            Signed signed = attempt == 0 && _signed.TryGetValue(head.Case, out Signed known) ? known : await ReadAsync(head.Case, cancellationToken);
            if (signed.Count >= head.Count)
            {
                return;
            }

            line ??= [.. (await keys.SignAsync(head, time.GetUtcNow(), cancellationToken)).ToLine(), (byte)'\n'];
            if (signed.Length == 0)
            {
                await container.CreateAppendBlobAsync(NameOf(head.Case), cancellationToken);
            }

            CommitPoints.Pass();
            var (outcome, _) = await container.AppendAsync(NameOf(head.Case), line, signed.Length, cancellationToken);
            CommitPoints.Pass();
            if (outcome == BlobAppendOutcome.Appended)
            {
                _signed[head.Case] = new Signed(signed.Length + line.Length, head.Count);
                return;
            }

            if (outcome == BlobAppendOutcome.Full)
            {
                throw new StorageException($"The signed heads of case '{head.Case}' fill their append blob. The case can take no more entries.");
            }
        }

        throw new StorageException($"Other processes have been signing heads of case '{head.Case}' for too long. Stop them, then run `resume`.");
    }

    private async ValueTask<Signed> ReadAsync(CaseId id, CancellationToken cancellationToken)
    {
        byte[] document = await container.ReadAsync(NameOf(id), cancellationToken) ?? [];
        if (document is [.., not (byte)'\n'])
        {
            throw new StorageException($"The last signed head of case '{id}' is torn, which no writer of this program does, and an append blob cannot be cut. Restore the blob from a copy.");
        }

        long count = LedgerChain.Lines(document).Select(static line => HeadCheckpoint.TryParse(line.Span)?.Count ?? 0).DefaultIfEmpty().Max();
        var signed = new Signed(document.Length, count);
        _signed[id] = signed;
        return signed;
    }

    private readonly record struct Signed(long Length, long Count);
}
