using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Journal;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>Writes the ledger of a case: which documents an entry commits to, and which facts it states in the clear.</summary>
public sealed class CaseScribe(IEvidenceStore store, ILedgerStore ledger, TimeProvider time, CaseSignals? signals = null)
{
    /// <summary>The version of this program as the ledger records it.</summary>
    public static string AppVersion { get; } = typeof(CaseScribe).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Records the acceptance: always the first entry.</summary>
    public ValueTask<LedgerAppend> OpenedAsync(CaseId id, DateTimeOffset acceptedAt, CancellationToken cancellationToken) =>
        AppendAsync(id, LedgerKinds.CaseOpened, LedgerFacts.Host, 0, null, [DocumentNames.Accepted], [(LedgerFacts.App, AppVersion)], acceptedAt, cancellationToken);

    /// <summary>Records that a later run goes on with the case, and with it the higher epoch that fences the earlier one off.</summary>
    public ValueTask<LedgerAppend> ResumedAsync(CaseId id, int epoch, string parent, string failure, CancellationToken cancellationToken) => AppendAsync(
        id, LedgerKinds.CaseResumed, LedgerFacts.Host, epoch, null, [],
        [(LedgerFacts.App, AppVersion), (LedgerFacts.Parent, parent), (LedgerFacts.Instance, CaseInstances.NameOf(id, epoch)), (LedgerFacts.Failure, failure)],
        null, cancellationToken);

    /// <summary>Records a step with its documents and its journal; gives the head recorded for it, however often it is asked.</summary>
    public async ValueTask<RecordedStep> StepAsync(
        CaseId id, int epoch, int step, IReadOnlyList<string> documents, IReadOnlyList<(string, string)> facts,
        IReadOnlyList<JournalRecord> journal, CancellationToken cancellationToken)
    {
        string digest = JournalingContext.Digest(journal);
        RecordedEntry? recorded = (await ledger.ReadAsync(id, cancellationToken)).Find(LedgerKey.Step(step));
        if (recorded is null)
        {
            SealedBlob slice = await JournalAsync(id, journal, cancellationToken);
            LedgerAppend append = await AppendAsync(
                id, LedgerKinds.StepRecorded, LedgerFacts.Orchestrator, epoch, step, documents, [.. facts, (LedgerFacts.JournalDigest, digest)], null, cancellationToken, slice);
            recorded = new RecordedEntry(append.Entry!, append.Head);
        }

        string? kept = recorded.Entry.Body.Facts.GetValueOrDefault(LedgerFacts.JournalDigest);
        return new RecordedStep(recorded.Entry.Seq, recorded.Head.Hash, kept == digest);
    }

    /// <summary>Records the decision or abstention that stands, with the documents of the second readings that were held against it.</summary>
    public ValueTask<LedgerAppend> ConcludedAsync(
        CaseId id, int epoch, int step, CaseStatus status, string digest, IReadOnlyList<DecisionCheck> checks, IReadOnlyList<string> readings, CancellationToken cancellationToken) => AppendAsync(
            id, LedgerKinds.DecisionConcluded, LedgerFacts.Orchestrator, epoch, null,
            [DocumentNames.Conclusion(step), .. readings],
            [(LedgerFacts.Status, LedgerFacts.Word(status)), (LedgerFacts.Digest, digest), .. checks.Select(static (check, index) => ($"{LedgerFacts.Check}{index + 1}", Word(check)))],
            null, cancellationToken);

    private static string Word(DecisionCheck check) => $"{check.By.Split(';', 2)[0]} {check.Agreement}".ToLowerInvariant();

    /// <summary>Records what became of the decision's approval, once: approved, rejected or expired.</summary>
    public ValueTask<LedgerAppend> ApprovalAsync(CaseId id, int epoch, string outcome, string digest, string? request, CancellationToken cancellationToken) => AppendAsync(
        id, outcome == ApprovalAnswer.Approved ? LedgerKinds.DecisionApproved : LedgerKinds.DecisionRejected, LedgerFacts.Orchestrator, epoch, null,
        [DocumentNames.Approval], [(LedgerFacts.Outcome, outcome), (LedgerFacts.Digest, digest), (LedgerFacts.Request, request ?? "")], null, cancellationToken);

    /// <summary>Records why a case failed; the cause is stored as a document.</summary>
    public ValueTask<LedgerAppend> FailedAsync(CaseId id, int epoch, string actor, CancellationToken cancellationToken) =>
        AppendAsync(id, LedgerKinds.CaseFailed, actor, epoch, null, [DocumentNames.Cause], [(LedgerFacts.App, AppVersion)], null, cancellationToken);

    /// <summary>Ends the record; only an operator's notes may follow.</summary>
    public async ValueTask<RecordedStep> SealAsync(
        CaseId id, int epoch, string actor, CaseStatus status, IReadOnlyList<JournalRecord> journal, CancellationToken cancellationToken)
    {
        if ((await ledger.ReadAsync(id, cancellationToken)).Find(LedgerKey.Once(LedgerKinds.CaseSealed)) is { } recorded)
        {
            return new RecordedStep(recorded.Entry.Seq, recorded.Head.Hash, JournalKept: true);
        }

        SealedBlob[] slice = journal.Count == 0 ? [] : [await JournalAsync(id, journal, cancellationToken)];
        LedgerAppend append = await AppendAsync(
            id, LedgerKinds.CaseSealed, actor, epoch, null, [], [(LedgerFacts.Status, LedgerFacts.Word(status)), (LedgerFacts.App, AppVersion)],
            null, cancellationToken, slice);
        return new RecordedStep(append.Entry!.Seq, append.Head.Hash, JournalKept: true);
    }

    /// <summary>Records what a person asked for, before anything acts on it.</summary>
    public async ValueTask<LedgerAppend> OperatorAsync(
        CaseId id, string kind, string request, int epoch, string reason, CancellationToken cancellationToken)
    {
        SealedBlob[] words = reason.Length == 0 ? [] : [await store.PutBlobAsync(id, "reason", System.Text.Encoding.UTF8.GetBytes(reason), cancellationToken)];
        var draft = new LedgerDraft { At = time.GetUtcNow(), Kind = kind, Actor = "operator:local", Epoch = epoch, Request = request };
        return await AppendAsync(id, draft.With(words), cancellationToken);
    }

    private async ValueTask<LedgerAppend> AppendAsync(
        CaseId id, string kind, string actor, int epoch, int? step, IEnumerable<string> documents, IEnumerable<(string Name, string Value)> facts,
        DateTimeOffset? at, CancellationToken cancellationToken, params IEnumerable<SealedBlob> blobs)
    {
        var commitments = new Dictionary<string, string>(StringComparer.Ordinal);
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in documents)
        {
            DocumentPointer document = await store.FindAsync(id, name, cancellationToken)
                ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The entry '{kind}' should commit to a document that is not stored."));
            commitments.Add(name, document.Commitment);
            addresses.Add(name, document.Blob);
        }

        var draft = new LedgerDraft
        {
            At = at ?? time.GetUtcNow(),
            Kind = kind,
            Actor = actor,
            Epoch = epoch,
            Step = step,
            Facts = facts.ToDictionary(static fact => fact.Name, static fact => LedgerFacts.Text(fact.Value), StringComparer.Ordinal),
            Commitments = commitments,
            Blobs = addresses,
        };
        return await AppendAsync(id, draft.With(blobs), cancellationToken);
    }

    private async ValueTask<LedgerAppend> AppendAsync(CaseId id, LedgerDraft draft, CancellationToken cancellationToken)
    {
        LedgerAppend append = await ledger.AppendAsync(id, draft, cancellationToken);
        signals?.Grew(id);
        return append;
    }

    private async ValueTask<SealedBlob> JournalAsync(CaseId id, IReadOnlyList<JournalRecord> journal, CancellationToken cancellationToken)
    {
        CaseKeys keys = await store.KeysAsync(id, cancellationToken) ?? throw new StorageException($"Case '{id}' was erased while it was worked on.");
        return await store.PutBlobAsync(id, JournalSlice.BlobName, new JournalSlice(journal).WithDigests(keys).ToBytes(), cancellationToken);
    }
}
