using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.People;

/// <summary>Whether a case waits for a person, as its record says; the engine need not be asked.</summary>
public sealed class WaitingForPeople(ApprovalDesk approvals, ClinicianDesk questions, ILedgerStore ledger)
{
    /// <summary>Whether it is paused, or has something to be approved or answered.</summary>
    public async ValueTask<bool> IsWaitingAsync(CaseId id, CancellationToken cancellationToken)
    {
        CaseLedger current = await ledger.ReadAsync(id, cancellationToken);
        return OperatorLog.IsPaused(current)
            || await approvals.IsPendingAsync(id, current, cancellationToken)
            || await questions.IsWaitingAsync(id, current, cancellationToken);
    }
}
