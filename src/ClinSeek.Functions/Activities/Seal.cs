using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Activities;

/// <summary>Ends a case's record. Runs at least once; a case is sealed once.</summary>
public sealed class Seal(CaseRecord record, CaseScribe scribe) : CaseActivity<SealRequest, RecordedStep>
{
    /// <inheritdoc />
    protected override async Task<RecordedStep> RunAsync(SealRequest input, CancellationToken cancellationToken)
    {
        CaseId id = Case(input.CaseId);
        if (input.Cause is { } cause)
        {
            await record.PutAsync(id, input.Epoch, DocumentNames.Cause, new FailureCause(1, cause), cancellationToken);
            await scribe.FailedAsync(id, input.Epoch, LedgerFacts.Orchestrator, cancellationToken);
        }

        return await scribe.SealAsync(id, input.Epoch, LedgerFacts.Orchestrator, input.Status, input.Journal, cancellationToken);
    }
}
