using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Telemetry;

namespace ClinSeek.Functions.Activities;

/// <summary>Ends a case's record. Runs at least once; a case is sealed once.</summary>
public sealed class Seal(CaseRecord record, CaseScribe scribe, LedgerReading reading, CaseTelemetry telemetry, TimeProvider time) : CaseActivity<SealRequest, RecordedStep>
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

        bool ended = await reading.EndOfAsync(id, cancellationToken) is not null;
        RecordedStep seal = await scribe.SealAsync(id, input.Epoch, LedgerFacts.Orchestrator, input.Status, input.Journal, cancellationToken);
        if (!ended)
        {
            int steps = Math.Max(0, (await reading.FindAsync(id, cancellationToken))?.Head.LastStep ?? 0);
            telemetry.Ended(id, (await record.AcceptedAsync(id, cancellationToken)).AcceptedAt, time.GetUtcNow(), input.Status, steps);
        }

        return seal;
    }
}
