using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Checks;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Telemetry;

namespace ClinSeek.Functions.Activities;

/// <summary>Checks a step's decision and records what stands of it. Runs at least once; the first stored conclusion counts.</summary>
public sealed class Conclude(CaseRecord record, ConclusionWriter writer, CaseScribe scribe) : CaseActivity<ConcludeRequest, Verdict>
{
    /// <inheritdoc />
    protected override async Task<Verdict> RunAsync(ConcludeRequest input, CancellationToken cancellationToken)
    {
        CaseId id = Case(input.CaseId);
        Conclusion? known = await record.FindConclusionAsync(id, input.Step, cancellationToken);
        Conclusion conclusion = known ?? await writer.WriteAsync(id, input.Step, input.IsLast, cancellationToken);
        var (stored, document) = await record.PutAsync(id, input.Epoch, DocumentNames.Conclusion(input.Step), conclusion, cancellationToken);
        if (stored.Status is { } status)
        {
            await scribe.ConcludedAsync(id, input.Epoch, input.Step, status, document.Commitment, stored.Checks, cancellationToken);
            CaseTelemetry.Checked(known is null ? stored.Checks : []);
        }

        // An abstention claims nothing, so there is nothing to approve in it.
        bool needsApproval = stored.Status == CaseStatus.Decided && (await record.AcceptedAsync(id, cancellationToken)).Request.People?.ApprovalWithin is not null;
        return new Verdict(stored.Status, stored.Problems.Count, document.Commitment, needsApproval ? true : null);
    }
}
