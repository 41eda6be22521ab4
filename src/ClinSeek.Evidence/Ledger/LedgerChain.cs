using System.Text;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Ledger;

/// <summary>The rules of appending, as pure functions over a head.</summary>
public static class LedgerChain
{
    /// <summary>The epoch fence: a write is accepted unless a newer instance has written before it.</summary>
    public static bool Admits(LedgerHead head, int epoch) => epoch >= head.Epoch;

    /// <summary>Why a draft may not follow a head; <see cref="LedgerAppendOutcome.Appended"/> where it may.</summary>
    public static LedgerAppendOutcome Check(LedgerHead head, LedgerDraft draft) => draft switch
    {
        _ when !Admits(head, draft.Epoch) => LedgerAppendOutcome.StaleEpoch,
        _ when head.Sealed && !LedgerKinds.IsOperator(draft.Kind) => LedgerAppendOutcome.Sealed,
        _ when (head.Count == 0) != (draft.Kind == LedgerKinds.CaseOpened) => LedgerAppendOutcome.OutOfOrder,
        { Step: int step } when step <= head.LastStep => LedgerAppendOutcome.OutOfOrder,
        _ => LedgerAppendOutcome.Appended,
    };

    /// <summary>The entry that a draft becomes on top of a head. Whether it was recorded before is <see cref="CaseLedger"/>'s to know.</summary>
    /// <exception cref="ArgumentException">A field of the draft is outside its form.</exception>
    public static LedgerAppend Append(LedgerHead head, LedgerDraft draft)
    {
        LedgerAppendOutcome outcome = Check(head, draft);
        if (outcome != LedgerAppendOutcome.Appended)
        {
            return new LedgerAppend(outcome, null, default, head);
        }

        var entry = new LedgerEntry { Seq = head.Count + 1, Prev = head.Hash, Case = head.Case, Body = draft };
        byte[] line = entry.ToLine();
        return new LedgerAppend(outcome, entry, line, Next(head, entry, line));
    }

    /// <summary>The head after a line that follows it, or null where the line does not: then the file was changed or is torn.</summary>
    public static LedgerHead? Follow(LedgerHead head, ReadOnlySpan<byte> line)
    {
        LedgerEntry? entry = LedgerEntry.TryParse(line);
        return entry is not null && entry.Seq == head.Count + 1 && entry.Prev == head.Hash && entry.Case == head.Case
            && Check(head, entry.Body) == LedgerAppendOutcome.Appended
                ? Next(head, entry, line)
                : null;
    }

    /// <summary>The lines of a ledger or checkpoint document: what stands between line feeds; the last may lack its own.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> document)
    {
        while (!document.IsEmpty)
        {
            int end = document.Span.IndexOf((byte)'\n');
            yield return end < 0 ? document : document[..end];
            document = end < 0 ? default : document[(end + 1)..];
        }
    }

    /// <summary>The case id that a line names, or null where the line is no entry.</summary>
    public static CaseId? CaseOf(ReadOnlySpan<byte> line) =>
        LedgerLine.Scan(line, out LedgerLine fields) is null && CaseId.TryParse(Encoding.ASCII.GetString(fields.Case), out CaseId id) ? id : null;

    private static LedgerHead Next(LedgerHead head, LedgerEntry entry, ReadOnlySpan<byte> line) => head with
    {
        Count = entry.Seq,
        Hash = LedgerHead.HashOf(line),
        Epoch = entry.Body.Epoch,
        LastStep = entry.Body.Step ?? head.LastStep,
        Sealed = head.Sealed || entry.Body.Kind == LedgerKinds.CaseSealed,
    };
}
