using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.People;

/// <summary>Records what people do with a case, before anything acts on it. One request id is one entry, however often it is sent.</summary>
public sealed class OperatorLog(IEvidenceStore store, ILedgerStore ledger, TimeProvider time)
{
    private const int MostAttempts = 5;

    /// <summary>Records an act, or gives the entry that its request id has.</summary>
    public async ValueTask<OperatorEntry> AppendAsync(
        CaseId id, string kind, string request, OperatorWords words, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
            if (current.Find(LedgerKey.Request(request)) is { } known)
            {
                return new OperatorEntry(known.Entry, IsRepeat: true);
            }

            SealedBlob[] blobs = words is { Text: null, By: null } ? []
                : [await store.PutBlobAsync(id, OperatorWords.BlobName, JsonSerializer.SerializeToUtf8Bytes(words, EvidenceJson.Options), cancellationToken)];
            var draft = new LedgerDraft
            {
                At = time.GetUtcNow(), Kind = kind, Actor = "operator:local", Epoch = current.Head.Epoch, Request = request, Facts = facts,
            };
            try
            {
                LedgerAppend append = await ledger.AppendAsync(id, draft.With(blobs), cancellationToken);
                return new OperatorEntry(append.Entry!, append.Outcome == LedgerAppendOutcome.AlreadyRecorded);
            }
            catch (StaleEpochException) when (attempt < MostAttempts)
            {
                // A new run took the case over in between; people speak to the case, whichever run it is.
            }
        }
    }

    /// <summary>What a person said in an entry; no words where there are none.</summary>
    public async ValueTask<OperatorWords> WordsAsync(CaseId id, LedgerEntry entry, CancellationToken cancellationToken) =>
        entry.Body.Blobs.TryGetValue(OperatorWords.BlobName, out string? address)
            ? JsonSerializer.Deserialize<OperatorWords>(await store.ReadBlobAsync(id, address, cancellationToken), EvidenceJson.Options)!
            : new OperatorWords(1, null, null);

    /// <summary>Whether a case is paused: the last word on that was to pause it.</summary>
    public static bool IsPaused(CaseLedger ledger) => PauseOf(ledger) == LedgerKinds.OperatorPause;

    /// <summary>The kind of the last entry that paused a case or let it go on; null where there is none.</summary>
    public static string? PauseOf(CaseLedger ledger) => ledger.Entries.Select(static recorded => recorded.Entry.Body.Kind)
        .LastOrDefault(static kind => kind is LedgerKinds.OperatorPause or LedgerKinds.OperatorResume);
}
