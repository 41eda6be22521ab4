using System.Collections.Immutable;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Ledger;

/// <summary>
/// A case's ledger as it was read: its head, and where each key was recorded. Immutable; an append gives a line to write and,
/// once written, <see cref="Accept"/> gives the ledger with it.
/// </summary>
public sealed class CaseLedger
{
    private readonly ImmutableDictionary<LedgerKey, RecordedEntry> _byKey;

    private CaseLedger(
        LedgerHead head,
        ImmutableDictionary<LedgerKey, RecordedEntry> byKey,
        ImmutableList<RecordedEntry> entries)
    {
        Head = head;
        _byKey = byKey;
        Entries = entries;
    }

    /// <summary>Where the ledger stands.</summary>
    public LedgerHead Head { get; }

    /// <summary>The entries in order, each with the head right after it.</summary>
    public ImmutableList<RecordedEntry> Entries { get; }

    /// <summary>A ledger without entries.</summary>
    public static CaseLedger Empty(CaseId caseId) => new(LedgerHead.Genesis(caseId), [], []);

    /// <summary>Reads a ledger that this process is going to append to.</summary>
    /// <exception cref="LedgerBrokenException">A line does not follow the one before; the case must stop.</exception>
    public static CaseLedger Load(CaseId caseId, IEnumerable<ReadOnlyMemory<byte>> lines) => Empty(caseId).Follow(lines);

    /// <summary>The ledger with lines that were written since it was read.</summary>
    /// <exception cref="LedgerBrokenException">A line does not follow the one before.</exception>
    public CaseLedger Follow(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        var byKey = _byKey.ToBuilder();
        var entries = Entries.ToBuilder();
        LedgerHead head = Head;
        foreach (ReadOnlyMemory<byte> line in lines)
        {
            head = LedgerChain.Follow(head, line.Span) ?? throw new LedgerBrokenException(head.Case, head.Count + 1);
            var recorded = new RecordedEntry(LedgerEntry.TryParse(line.Span)!, head);
            byKey.TryAdd(LedgerKey.Of(recorded.Entry.Body), recorded);
            entries.Add(recorded);
        }

        return new CaseLedger(head, byKey.ToImmutable(), entries.ToImmutable());
    }

    /// <summary>What was recorded under a key, or null.</summary>
    public RecordedEntry? Find(LedgerKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>
    /// The answer to an append. Idempotent: a draft whose key is recorded gives the recorded entry and the head recorded for
    /// it, whatever its content, even from an older epoch or after the seal, since nothing is written then.
    /// </summary>
    /// <exception cref="ArgumentException">A field of the draft is outside its form.</exception>
    public LedgerAppend Append(LedgerDraft draft) =>
        Find(LedgerKey.Of(draft)) is RecordedEntry recorded
            ? new LedgerAppend(LedgerAppendOutcome.AlreadyRecorded, recorded.Entry, default, recorded.Head)
            : LedgerChain.Append(Head, draft);

    /// <summary>The ledger after an append's line was written; itself where nothing was to be written.</summary>
    public CaseLedger Accept(LedgerAppend append)
    {
        if (append is not { Outcome: LedgerAppendOutcome.Appended, Entry: LedgerEntry entry })
        {
            return this;
        }

        if (entry.Prev != Head.Hash)
        {
            throw new InvalidOperationException("The append was made on another head; load the ledger again and append anew.");
        }

        var recorded = new RecordedEntry(entry, append.Head);
        return new CaseLedger(append.Head, _byKey.Add(LedgerKey.Of(entry.Body), recorded), Entries.Add(recorded));
    }
}
