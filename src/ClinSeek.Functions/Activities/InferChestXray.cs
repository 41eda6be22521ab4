using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;

namespace ClinSeek.Functions.Activities;

/// <summary>Makes one tool call that runs an image model over a film of the case. Runs at least once; the first result stored under its evidence id counts.</summary>
public sealed class InferChestXray(CaseTools tools) : CaseActivity<ToolRequest, ToolAnswer>
{
    /// <inheritdoc />
    protected override async Task<ToolAnswer> RunAsync(ToolRequest input, CancellationToken cancellationToken)
    {
        var evidence = new EvidenceId(input.Step, input.Ordinal);
        var (item, document) = await tools.SeekAsync(Case(input.CaseId), input.Epoch, evidence, cancellationToken);
        return ToolAnswer.Of(item.Result, document.Commitment);
    }
}
