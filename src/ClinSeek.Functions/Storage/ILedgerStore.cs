using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Functions.Storage;

/// <summary>The ledgers of all cases: one append at a time, each on the head that it was made for, durable when it returns.</summary>
public interface ILedgerStore
{
    /// <summary>A case's ledger as it stands; empty where there is none. A torn last line, left by a writer that died, is not part of it.</summary>
    /// <exception cref="LedgerBrokenException">A line does not follow the one before.</exception>
    /// <exception cref="StorageException">It cannot be read.</exception>
    ValueTask<CaseLedger> ReadAsync(CaseId id, CancellationToken cancellationToken);

    /// <summary>
    /// Appends an entry and signs the new head. Idempotent by the draft's key: a second append gives what the first one
    /// recorded. A torn last line is cut off first.
    /// </summary>
    /// <exception cref="StaleEpochException">A later run has taken the case over.</exception>
    /// <exception cref="CaseEndedException">The case is sealed.</exception>
    /// <exception cref="LedgerBrokenException">A line does not follow the one before.</exception>
    /// <exception cref="StorageException">It cannot be written; the case must stop.</exception>
    ValueTask<LedgerAppend> AppendAsync(CaseId id, LedgerDraft draft, CancellationToken cancellationToken);

    /// <summary>The bytes of the ledger and of its checkpoints as they are stored, torn lines included; null where there is no such case.</summary>
    ValueTask<(byte[] Ledger, byte[] Checkpoints)?> ReadBytesAsync(CaseId id, CancellationToken cancellationToken);
}
