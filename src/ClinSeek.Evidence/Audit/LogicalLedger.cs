using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Journal;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Evidence.Audit;

/// <summary>«The same ledger payloads»: two records are compared by what they say, never by addresses, envelopes, commitments, times or case ids.</summary>
public static class LogicalLedger
{
    /// <summary>Reads a record's logical entries. Holds PHI.</summary>
    /// <param name="source">The record; its blobs must be readable.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="keys">The case's keys.</param>
    /// <param name="normalize">Takes out of a payload, by its blob's name, what may differ between runs; journals are seen to here. Null: compared as they are.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="LedgerBrokenException">A line does not follow, or a blob is missing or does not open: verify the case first.</exception>
    public static async ValueTask<IReadOnlyList<LogicalEntry>> ReadAsync(
        LedgerSource source, CaseId caseId, CaseKeys keys,
        Func<string, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? normalize, CancellationToken cancellationToken)
    {
        var entries = new List<LogicalEntry>();
        var journal = new LogicalJournal(caseId.Value);
        foreach (RecordedEntry recorded in CaseLedger.Load(caseId, source.Lines).Entries)
        {
            LedgerDraft body = recorded.Entry.Body;
            var payloads = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
            foreach ((string name, string address) in body.Blobs)
            {
                ReadOnlyMemory<byte> envelope = source.Blob is null ? default : await source.Blob(address, cancellationToken) ?? default;
                byte[] plaintext = BlobEnvelope.TryOpen(keys, envelope.Span) ?? throw new LedgerBrokenException(caseId, recorded.Entry.Seq);
                payloads[name] = name == JournalSlice.BlobName ? journal.Normalize(JournalSlice.Parse(plaintext)) : normalize?.Invoke(name, plaintext) ?? plaintext;
            }

            entries.Add(new LogicalEntry(
                body.Kind, body.Step, body.Actor, body.Facts.ToDictionary(static fact => fact.Key, fact => journal.Mask(fact.Value)!), payloads));
        }

        return entries;
    }

    /// <summary>Where two records first say different things, without saying what; null where they say the same.</summary>
    public static string? FirstDifference(IReadOnlyList<LogicalEntry> left, IReadOnlyList<LogicalEntry> right)
    {
        for (int index = 0; index < Math.Min(left.Count, right.Count); index++)
        {
            if (Difference(left[index], right[index]) is string what)
            {
                return string.Create(CultureInfo.InvariantCulture, $"entry {index + 1}: {what}");
            }
        }

        return left.Count == right.Count ? null : string.Create(CultureInfo.InvariantCulture, $"entry {Math.Min(left.Count, right.Count) + 1}: only one record has it");
    }

    private static string? Difference(LogicalEntry left, LogicalEntry right)
    {
        if (left.Kind != right.Kind || left.Step != right.Step || left.Actor != right.Actor)
        {
            return "kind, step or actor differ";
        }

        string? fact = left.Facts.Keys.Union(right.Facts.Keys).Order(StringComparer.Ordinal)
            .FirstOrDefault(name => left.Facts.GetValueOrDefault(name) != right.Facts.GetValueOrDefault(name));
        string? payload = left.Payloads.Keys.Union(right.Payloads.Keys).Order(StringComparer.Ordinal)
            .FirstOrDefault(name => !left.Payloads.ContainsKey(name) || !right.Payloads.ContainsKey(name)
                || !left.Payloads[name].Span.SequenceEqual(right.Payloads[name].Span));
        return fact is not null ? $"the fact '{fact}' differs" : payload is not null ? $"the payload '{payload}' differs" : null;
    }
}
