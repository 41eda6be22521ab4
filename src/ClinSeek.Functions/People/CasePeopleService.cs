using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.People;

/// <summary>The acts of people on cases: checked, recorded, then told to the engine.</summary>
internal sealed class CasePeopleService(
    ApprovalDesk approvals, ClinicianDesk questions, OperatorLog log, CaseWaker waker, CaseRecord record, ILedgerStore ledger) : ICasePeople
{
    private static readonly Dictionary<string, string> NoFacts = [];

    /// <inheritdoc />
    public async Task<ApprovalView?> GetApprovalAsync(CaseId id, CancellationToken cancellationToken) =>
        await approvals.FindAsync(id, cancellationToken);

    /// <inheritdoc />
    public async Task<PersonOutcome> ApproveAsync(CaseId id, ApprovalSubmission submission, CancellationToken cancellationToken)
    {
        string request = RequestIds.OrNew(submission.RequestId);
        string kind = submission.Approve == true ? LedgerKinds.OperatorApprove : LedgerKinds.OperatorReject;
        if (await KnownAsync(id, request, kind, cancellationToken) is { } known)
        {
            await waker.RaiseAsync(id, CaseEvents.Approval, request, cancellationToken);
            return known;
        }

        if (await approvals.FindAsync(id, cancellationToken) is not { } approval)
        {
            return await record.FindAcceptedAsync(id, cancellationToken) is null ? PersonOutcome.NoCase : PersonOutcome.NothingThere;
        }

        if (approval.State != ApprovalState.Pending || (await ledger.ReadAsync(id, cancellationToken)).Head.Sealed)
        {
            return PersonOutcome.TooLate;
        }

        if (approval.Digest != submission.Digest)
        {
            return PersonOutcome.OtherDecision;
        }

        PersonOutcome outcome = await RecordAsync(
            id, kind, request, new OperatorWords(1, submission.Reason, submission.By),
            new Dictionary<string, string> { [LedgerFacts.Digest] = approval.Digest }, cancellationToken);
        await waker.RaiseAsync(id, CaseEvents.Approval, request, cancellationToken);

        // Of two people who answer at once the first one counts, and the second is told so.
        ApprovalState wanted = submission.Approve == true ? ApprovalState.Approved : ApprovalState.Rejected;
        return outcome == PersonOutcome.Done && (await approvals.FindAsync(id, cancellationToken))?.State != wanted ? PersonOutcome.TooLate : outcome;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<QuestionView>?> GetQuestionsAsync(CaseId id, CancellationToken cancellationToken) =>
        await record.FindAcceptedAsync(id, cancellationToken) is null ? null : await questions.ListAsync(id, cancellationToken);

    /// <inheritdoc />
    public async Task<PersonOutcome> AnswerAsync(CaseId id, EvidenceId question, AnswerSubmission submission, CancellationToken cancellationToken)
    {
        string request = RequestIds.OrNew(submission.RequestId);
        if (await KnownAsync(id, request, LedgerKinds.OperatorAnswer, cancellationToken) is { } known)
        {
            await waker.RaiseAsync(id, CaseEvents.Answer, request, cancellationToken);
            return known;
        }

        if (await GetQuestionsAsync(id, cancellationToken) is not { } asked)
        {
            return PersonOutcome.NoCase;
        }

        if (asked.FirstOrDefault(view => view.Id == question.ToString()) is not { } found)
        {
            return PersonOutcome.NothingThere;
        }

        if (found.State != QuestionState.Open)
        {
            return PersonOutcome.TooLate;
        }

        PersonOutcome outcome = await RecordAsync(
            id, LedgerKinds.OperatorAnswer, request, new OperatorWords(1, submission.Answer, submission.By),
            new Dictionary<string, string> { [LedgerFacts.Question] = found.Id }, cancellationToken);
        await waker.RaiseAsync(id, CaseEvents.Answer, request, cancellationToken);
        return outcome;
    }

    /// <inheritdoc />
    public async Task<PersonOutcome> PauseAsync(CaseId id, string requestId, string? reason, CancellationToken cancellationToken)
    {
        PersonOutcome outcome = await SteerAsync(id, LedgerKinds.OperatorPause, requestId, reason, cancellationToken);
        await TellAsync(id, outcome, LedgerKinds.OperatorPause, cancellationToken);
        return outcome;
    }

    /// <inheritdoc />
    public async Task<PersonOutcome> ContinueAsync(CaseId id, string requestId, string? reason, CancellationToken cancellationToken)
    {
        PersonOutcome outcome = await SteerAsync(id, LedgerKinds.OperatorResume, requestId, reason, cancellationToken);
        await TellAsync(id, outcome, LedgerKinds.OperatorResume, cancellationToken);
        return outcome;
    }

    /// <inheritdoc />
    public async Task<PersonOutcome> NoteAsync(CaseId id, NoteSubmission submission, CancellationToken cancellationToken)
    {
        string request = RequestIds.OrNew(submission.RequestId);
        return await KnownAsync(id, request, LedgerKinds.OperatorNote, cancellationToken)
            ?? (await record.FindAcceptedAsync(id, cancellationToken) is null
                ? PersonOutcome.NoCase
                : await RecordAsync(id, LedgerKinds.OperatorNote, request, new OperatorWords(1, submission.Text, submission.By), NoFacts, cancellationToken));
    }

    /// <inheritdoc />
    public async Task<PersonOutcome> RaiseAsync(CaseId id, string eventName, string? payload, string requestId, CancellationToken cancellationToken)
    {
        PersonOutcome? known = await KnownAsync(id, requestId, LedgerKinds.OperatorEvent, cancellationToken) ?? await ClosedAsync(id, cancellationToken);
        if (known is not null and not PersonOutcome.Done)
        {
            return known.Value;
        }

        PersonOutcome outcome = known ?? await RecordAsync(
            id, LedgerKinds.OperatorEvent, requestId, new OperatorWords(1, payload, null),
            new Dictionary<string, string> { [LedgerFacts.Event] = eventName }, cancellationToken);
        await waker.RaiseAsync(id, eventName, requestId, cancellationToken);
        return outcome;
    }

    private async Task<PersonOutcome> SteerAsync(CaseId id, string kind, string requestId, string? reason, CancellationToken cancellationToken) =>
        await KnownAsync(id, requestId, kind, cancellationToken)
        ?? await ClosedAsync(id, cancellationToken)
        ?? await RecordAsync(id, kind, requestId, new OperatorWords(1, reason, null), NoFacts, cancellationToken);

    // A repeat of an earlier request must not undo what was asked for since.
    private async ValueTask TellAsync(CaseId id, PersonOutcome outcome, string kind, CancellationToken cancellationToken)
    {
        CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
        if (outcome == PersonOutcome.Done && !current.Head.Sealed && OperatorLog.PauseOf(current) == kind)
        {
            await waker.SteerAsync(id, kind == LedgerKinds.OperatorPause, cancellationToken);
        }
    }

    /// <summary>Why a case takes no more acts; null where it does.</summary>
    private async ValueTask<PersonOutcome?> ClosedAsync(CaseId id, CancellationToken cancellationToken) =>
        await record.FindAcceptedAsync(id, cancellationToken) is null ? PersonOutcome.NoCase
        : (await ledger.ReadAsync(id, cancellationToken)).Head.Sealed ? PersonOutcome.Ended
        : null;

    /// <summary>What a request id that was used before stands for; null for a new one.</summary>
    private async ValueTask<PersonOutcome?> KnownAsync(CaseId id, string request, string kind, CancellationToken cancellationToken) =>
        (await ledger.ReadAsync(id, cancellationToken)).Find(LedgerKey.Request(request)) is not { } known ? null
        : known.Entry.Body.Kind == kind ? PersonOutcome.Done
        : PersonOutcome.OtherRequest;

    private async ValueTask<PersonOutcome> RecordAsync(
        CaseId id, string kind, string request, OperatorWords words, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken)
    {
        OperatorEntry recorded = await log.AppendAsync(id, kind, request, words, facts, cancellationToken);
        return recorded.Entry.Body.Kind == kind ? PersonOutcome.Done : PersonOutcome.OtherRequest;
    }
}
