using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Journal;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>What the ledger of a case says, for readers.</summary>
public sealed class LedgerReading(IEvidenceStore store, ILedgerStore ledger)
{
    /// <summary>A case's ledger, or null where there is no such case.</summary>
    public async ValueTask<CaseLedger?> FindAsync(CaseId id, CancellationToken cancellationToken) =>
        await ledger.ReadAsync(id, cancellationToken) is { Head.Count: > 0 } found ? found : null;

    /// <summary>The journal that an entry carries as the orchestrator gave it; empty where it carries none.</summary>
    /// <exception cref="FormatException">It is no journal, or its digests are not its own.</exception>
    public async ValueTask<IReadOnlyList<JournalRecord>> JournalAsync(CaseId id, LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (!entry.Body.Blobs.TryGetValue(JournalSlice.BlobName, out string? address))
        {
            return [];
        }

        JournalSlice slice = JournalSlice.Parse(await store.ReadBlobAsync(id, address, cancellationToken));
        CaseKeys? keys = await store.KeysAsync(id, cancellationToken);
        if (keys is null || !slice.WithDigests(keys).Records.SequenceEqual(slice.Records))
        {
            throw new FormatException($"The journal of entry {entry.Seq} does not have its own digests.");
        }

        return [.. slice.Records.Select(static record => record with { InputDigest = null, ResultDigest = null })];
    }

    /// <summary>The ordinal that the next journal record of a case gets.</summary>
    public async ValueTask<long> NextRecordAsync(CaseId id, CancellationToken cancellationToken)
    {
        foreach (RecordedEntry recorded in (await ledger.ReadAsync(id, cancellationToken)).Entries.Reverse())
        {
            if (await JournalAsync(id, recorded.Entry, cancellationToken) is [.., { } last])
            {
                return last.Ordinal + 1;
            }
        }

        return 0;
    }

    /// <summary>How a sealed case ended, or null while it has not. A ledger that is not whole has failed: nothing may follow it.</summary>
    public async ValueTask<CaseStatus?> EndOfAsync(CaseId id, CancellationToken cancellationToken)
    {
        try
        {
            return (await ledger.ReadAsync(id, cancellationToken)).Find(LedgerKey.Once(LedgerKinds.CaseSealed)) is { } seal
                ? LedgerFacts.Read(seal.Entry.Body.Facts.GetValueOrDefault(LedgerFacts.Status))
                : null;
        }
        catch (LedgerBrokenException)
        {
            // One harmed case must not hide the others; `verify` says what is wrong with it.
            return CaseStatus.Failed;
        }
    }
}
