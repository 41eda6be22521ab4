using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.People;

/// <summary>
/// The approval of a decision. What a person said stands in the ledger first (<c>operator.approve</c>, <c>operator.reject</c>);
/// the run of the case then decides by it, once (<c>decision.approved</c>, <c>decision.rejected</c>).
/// </summary>
public sealed class ApprovalDesk(CaseRecord record, CaseScribe scribe, OperatorLog log, ILedgerStore ledger, CaseSignals signals, TimeProvider time)
{
    /// <summary>Asks for an approval unless that was done, and gives where it stands; ends it where its time is over.</summary>
    public async Task<ApprovalAnswer> CheckAsync(CaseId id, int epoch, string digest, bool expired, CancellationToken cancellationToken)
    {
        ApprovalDocument document = await DocumentAsync(id, epoch, digest, cancellationToken);
        CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
        string? outcome = OutcomeOf(current);
        if (outcome is null && EntryOf(current, document) is { } entry)
        {
            outcome = entry.Body.Kind == LedgerKinds.OperatorApprove ? ApprovalAnswer.Approved : ApprovalAnswer.Rejected;
            await scribe.ApprovalAsync(id, epoch, outcome, digest, entry.Body.Request, cancellationToken);
        }
        else if (outcome is null && expired)
        {
            outcome = ApprovalAnswer.Expired;
            await scribe.ApprovalAsync(id, epoch, outcome, digest, null, cancellationToken);
        }

        return new ApprovalAnswer(outcome is null ? document.ExpiresAt.UtcDateTime : null, outcome);
    }

    /// <summary>Where a case's approval stands, or null where none was asked for.</summary>
    public async ValueTask<ApprovalView?> FindAsync(CaseId id, CancellationToken cancellationToken)
    {
        CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
        if (await OpenDocumentAsync(id, current, cancellationToken) is not { } document)
        {
            return null;
        }

        LedgerEntry? entry = EntryOf(current, document);
        ApprovalState state = OutcomeOf(current) switch
        {
            ApprovalAnswer.Approved => ApprovalState.Approved,
            ApprovalAnswer.Rejected => ApprovalState.Rejected,
            ApprovalAnswer.Expired => ApprovalState.Expired,
            _ when entry is not null => entry.Body.Kind == LedgerKinds.OperatorApprove ? ApprovalState.Approved : ApprovalState.Rejected,
            _ => time.GetUtcNow() < document.ExpiresAt ? ApprovalState.Pending : ApprovalState.Expired,
        };
        bool isOfAPerson = entry is not null && state is ApprovalState.Approved or ApprovalState.Rejected;
        OperatorWords words = isOfAPerson ? await log.WordsAsync(id, entry!, cancellationToken) : new OperatorWords(1, null, null);
        Conclusion? conclusion = await record.FindConclusionAsync(id, Math.Max(0, current.Head.LastStep), cancellationToken);
        return new ApprovalView(id.Value, state, document.Digest, document.RequestedAt, document.ExpiresAt)
        {
            Answer = conclusion?.Decision.Answer,
            Claims = conclusion?.Decision.Claims ?? [],
            By = words.By,
            Reason = words.Text,
            At = isOfAPerson ? entry!.Body.At : null,
        };
    }

    /// <summary>Whether a person has to say something now.</summary>
    public async ValueTask<bool> IsPendingAsync(CaseId id, CaseLedger current, CancellationToken cancellationToken) =>
        OutcomeOf(current) is null
        && await OpenDocumentAsync(id, current, cancellationToken) is { } document
        && EntryOf(current, document) is null
        && time.GetUtcNow() < document.ExpiresAt;

    /// <summary>Whether a person has said something that the case has not acted on yet.</summary>
    public async ValueTask<bool> IsUnreadAsync(CaseId id, CaseLedger current, CancellationToken cancellationToken) =>
        OutcomeOf(current) is null
        && await OpenDocumentAsync(id, current, cancellationToken) is { } document
        && EntryOf(current, document) is not null;

    private async ValueTask<ApprovalDocument> DocumentAsync(CaseId id, int epoch, string digest, CancellationToken cancellationToken)
    {
        TimeSpan within = (await record.AcceptedAsync(id, cancellationToken)).Request.People?.ApprovalWithin ?? TimeSpan.Zero;
        DateTimeOffset now = time.GetUtcNow();
        var document = new ApprovalDocument(1, digest, now, now + within);
        ApprovalDocument put = (await record.PutAsync(id, epoch, DocumentNames.Approval, document, cancellationToken)).Value;
        signals.Grew(id);
        return put;
    }

    // Nothing is to be approved before there is a conclusion, and looking for that costs nothing.
    private async ValueTask<ApprovalDocument?> OpenDocumentAsync(CaseId id, CaseLedger current, CancellationToken cancellationToken) =>
        current.Find(LedgerKey.Once(LedgerKinds.DecisionConcluded)) is null
            ? null
            : await record.FindAsync<ApprovalDocument>(id, DocumentNames.Approval, cancellationToken);

    private static string? OutcomeOf(CaseLedger current) =>
        (current.Find(LedgerKey.Once(LedgerKinds.DecisionApproved)) ?? current.Find(LedgerKey.Once(LedgerKinds.DecisionRejected)))
            ?.Entry.Body.Facts.GetValueOrDefault(LedgerFacts.Outcome);

    /// <summary>The first entry in time that speaks of this very decision.</summary>
    private static LedgerEntry? EntryOf(CaseLedger current, ApprovalDocument document) => current.Entries
        .Select(static recorded => recorded.Entry)
        .FirstOrDefault(entry => entry.Body.Kind is LedgerKinds.OperatorApprove or LedgerKinds.OperatorReject
            && entry.Body.Facts.GetValueOrDefault(LedgerFacts.Digest) == document.Digest
            && entry.Body.At <= document.ExpiresAt);
}
