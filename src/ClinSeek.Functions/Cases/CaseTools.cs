using ClinSeek.Ehr.Tools;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Tools;
using ClinSeek.Functions.Imaging;
using ClinSeek.Functions.Knowledge;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Telemetry;
using Microsoft.Extensions.AI;

namespace ClinSeek.Functions.Cases;

/// <summary>The rooms bound to one case, call by call: nothing of a case is kept between two calls but its snapshot.</summary>
public sealed class CaseTools(
    CaseRecord record, SnapshotCache snapshots, CaseKnowledge knowledge, CandidateSource candidates, CaseImages images, CaseTelemetry telemetry, ToolGate gate)
{
    /// <summary>Makes the call that stands in a step's turn, unless it was made already, and gives the item that is stored.</summary>
    public async ValueTask<(EvidenceItem Item, StoredDocument Document)> SeekAsync(
        CaseId id, int epoch, EvidenceId evidence, CancellationToken cancellationToken)
    {
        string name = DocumentNames.Evidence(evidence);
        if (await record.FindEvidenceAsync(id, evidence, cancellationToken) is { } known)
        {
            return (known, await record.BytesAsync(id, name, cancellationToken));
        }

        var turn = await record.FindTurnAsync(id, evidence.Step, cancellationToken)
            ?? throw new InvalidOperationException($"Step {evidence.Step} has no turn, so it can have no calls.");
        ToolCall call = Canonical(turn.Calls[evidence.Ordinal - 1]);
        ToolResult result = await gate.RunAsync(
            () => InvokeAsync(id, epoch, evidence, call, () => knowledge.FunctionsAsync(id, epoch, evidence, turn.Calls, cancellationToken), cancellationToken), cancellationToken);
        return await record.PutAsync(id, epoch, name, new EvidenceItem(evidence, call, result), cancellationToken);
    }

    /// <summary>Makes a call for a reader beside the case and stores nothing of it; what the reader gathered is its history.</summary>
    public async ValueTask<EvidenceItem> TryAsync(
        CaseId id, int epoch, EvidenceId evidence, ToolCall asked, IReadOnlyList<EvidenceItem> gathered, CancellationToken cancellationToken)
    {
        ToolCall call = Canonical(asked);
        return new EvidenceItem(evidence, call, await InvokeAsync(id, epoch, evidence, call, () => knowledge.FunctionsAsync(id, epoch, gathered, cancellationToken), cancellationToken));
    }

    private static ToolCall Canonical(ToolCall asked) =>
        asked with { Name = ToolCatalogue.Canonical(asked.Name) is var canonical && canonical != ToolCatalogue.Unknown ? canonical : asked.Name };

    private ValueTask<ToolResult> InvokeAsync(
        CaseId id, int epoch, EvidenceId evidence, ToolCall call, Func<ValueTask<IReadOnlyList<AIFunction>>> passages, CancellationToken cancellationToken) =>
        telemetry.CallAsync(id, evidence, call.Name, () => InvokeAsync(id, epoch, call, passages, cancellationToken));

    private async ValueTask<ToolResult> InvokeAsync(CaseId id, int epoch, ToolCall call, Func<ValueTask<IReadOnlyList<AIFunction>>> passages, CancellationToken cancellationToken)
    {
        CaseRequest request = (await record.AcceptedAsync(id, cancellationToken)).Request;
        var scope = new CaseScope(request.Patient, request.Cutoff);
        if (CaseKnowledge.Has(call.Name))
        {
            return await ToolCatalogue.InvokeAsync(await passages(), call, cancellationToken);
        }

        if (CaseImages.Has(call.Name))
        {
            return await ToolCatalogue.InvokeAsync(await images.FunctionsAsync(id, epoch, scope, cancellationToken), call, cancellationToken);
        }

        return await snapshots.UseAsync(
            id, database => ToolCatalogue.InvokeAsync(new EhrTools(database, scope, candidates).Named(call.Name), call, cancellationToken), cancellationToken);
    }
}
