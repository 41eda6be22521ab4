using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.People;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Cases;

/// <summary>Puts together what people and scripts see of a case, from its record alone.</summary>
public sealed class CaseViews(
    CaseRecord record, LedgerReading reading, CaseInstances instances, WaitingForPeople waiting, ApprovalDesk approvals, ClinicianDesk questions)
{
    /// <summary>The case, or null where there is none.</summary>
    public async ValueTask<CaseView?> GetAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (await record.FindAcceptedAsync(id, cancellationToken) is not { } accepted)
        {
            return null;
        }

        // Read first: a case that ends meanwhile is shown as running, never as decided with nothing to say.
        CaseStatus status = await StatusAsync(id, cancellationToken);
        CaseLedger ledger = await reading.FindAsync(id, cancellationToken) ?? CaseLedger.Empty(id);
        int steps = Math.Max(0, ledger.Head.LastStep);
        IReadOnlyList<CaseStep> taken = await record.StepsAsync(id, steps, cancellationToken);
        Conclusion? conclusion = Concluded(ledger) ? await record.FindConclusionAsync(id, steps, cancellationToken) : null;
        Decision? decision = conclusion?.Decision;
        IReadOnlyList<Hypothesis> board = decision is { Ranking.Count: > 0 }
            ? decision.Ranking
            : HypothesisBoard.Fold(taken.SelectMany(static step => step.Turn.Hypotheses)).Live;
        Dictionary<EvidenceId, EvidenceItem> evidence = taken.SelectMany(static step => step.Evidence).ToDictionary(static item => item.Id);
        ApprovalView? approval = await approvals.FindAsync(id, cancellationToken);
        return new CaseView(
            id.Value,
            status,
            status == CaseStatus.Decided ? decision?.Answer : null,
            [.. board.Select(EvidenceLines.View)],
            CitationIndex.Of(decision?.Claims ?? [], board, evidence),
            steps,
            ledger.Head.Count == 0 ? null : ledger.Head.Hash)
        {
            Question = accepted.Request.Question,
            Patient = accepted.Request.Patient,
            Cutoff = accepted.Request.Cutoff.Instant,
            Reason = await ReasonAsync(id, status, decision, approval, cancellationToken),
            Claims = decision?.Claims ?? [],
            Type = QuestionForm.Of(accepted.Request).Type,
            Result = status == CaseStatus.Decided ? decision?.Result : null,
            Dropped = decision?.Dropped ?? [],
            Repairs = decision?.Repairs ?? [],
            Checks = conclusion?.Checks ?? [],
            WouldChange = decision?.WouldChange ?? [],
            Caveats = decision?.Caveats ?? [],
            Approval = approval,
            Questions = await questions.ListAsync(id, cancellationToken),
            Reasoner = taken.Count == 0 ? null : taken[^1].Turn.Reasoner,
        };
    }

    /// <summary>The case in one line, or null where there is none.</summary>
    public async ValueTask<CaseSummary?> SummariseAsync(CaseId id, CancellationToken cancellationToken) =>
        await record.FindAcceptedAsync(id, cancellationToken) is { } accepted
            ? new CaseSummary(id.Value, await StatusAsync(id, cancellationToken), accepted.Request.Patient, accepted.AcceptedAt)
            : null;

    /// <summary>Where a case stands: as its ledger says once it is sealed or waits for people, and as the engine says otherwise.</summary>
    public async ValueTask<CaseStatus> StatusAsync(CaseId id, CancellationToken cancellationToken) =>
        await reading.EndOfAsync(id, cancellationToken)
        ?? (await waiting.IsWaitingAsync(id, cancellationToken) ? CaseStatus.Waiting : await instances.StatusAsync(id, cancellationToken));

    private static bool Concluded(CaseLedger ledger) => ledger.Find(LedgerKey.Once(LedgerKinds.DecisionConcluded)) is not null;

    private async ValueTask<string?> ReasonAsync(CaseId id, CaseStatus status, Decision? decision, ApprovalView? approval, CancellationToken cancellationToken) => status switch
    {
        CaseStatus.Abstained when approval is { State: ApprovalState.Rejected } => $"{approval.By ?? "A person"} rejected the decision: {approval.Reason}",
        CaseStatus.Abstained when approval is { State: ApprovalState.Expired } => $"Nobody approved the decision before {approval.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z.",
        CaseStatus.Abstained => decision?.Abstention,
        CaseStatus.Failed => (await record.FindAsync<FailureCause>(id, DocumentNames.Cause, cancellationToken))?.Cause
            ?? await instances.CauseAsync(id, cancellationToken)
            ?? "The host could not go on with the case. Run `resume`.",
        _ => null,
    };
}
