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
            await scribe.ConcludedAsync(id, input.Epoch, input.Step, status, document.Commitment, stored.Checks, await ReadingsAsync(id, input.Step, stored.Checks.Count, cancellationToken), cancellationToken);
            CaseTelemetry.Checked(known is null ? stored.Checks : []);
        }

        // An abstention claims nothing, so there is nothing to approve in it.
        bool needsApproval = stored.Status == CaseStatus.Decided && (await record.AcceptedAsync(id, cancellationToken)).Request.People?.ApprovalWithin is not null;
        return new Verdict(stored.Status, stored.Problems.Count, document.Commitment, needsApproval ? true : null);
    }

    /// <summary>The readings that were held against the decision, each with its model calls: those of the step that it read, and of this one where none came of them.</summary>
    private async Task<IReadOnlyList<string>> ReadingsAsync(CaseId id, int step, int readers, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        for (int reader = 1; reader <= readers; reader++)
        {
            names.Add(DocumentNames.SecondReading(reader));
            int read = await record.FindAsync<SecondReading>(id, names[^1], cancellationToken) is { Steps: [var first, ..] } ? first.Number - 1 : step;
            for (int round = 1; await record.HasAsync(id, DocumentNames.ReadingExchange(reader, read, round), cancellationToken); round++)
            {
                names.Add(DocumentNames.ReadingExchange(reader, read, round));
            }
        }

        return names;
    }
}
