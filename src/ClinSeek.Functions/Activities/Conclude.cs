using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.Grounding;

namespace ClinSeek.Functions.Activities;

/// <summary>
/// Checks a step's decision: what does not stand is sent back once with its problems, and becomes an explicit abstention
/// the second time. Runs at least once; the first stored conclusion counts.
/// </summary>
public sealed class Conclude(CaseRecord record, CaseFiles files, CaseScribe scribe) : CaseActivity<ConcludeRequest, Verdict>
{
    /// <inheritdoc />
    protected override async Task<Verdict> RunAsync(ConcludeRequest input, CancellationToken cancellationToken)
    {
        CaseId id = Case(input.CaseId);
        Conclusion conclusion = await record.FindConclusionAsync(id, input.Step, cancellationToken)
            ?? await CheckAsync(id, input, cancellationToken);
        var (stored, document) = await record.PutAsync(id, input.Epoch, DocumentNames.Conclusion(input.Step), conclusion, cancellationToken);
        if (stored.Status is { } status)
        {
            await scribe.ConcludedAsync(id, input.Epoch, input.Step, status, document.Commitment, cancellationToken);
        }

        // An abstention claims nothing, so there is nothing to approve in it.
        bool needsApproval = stored.Status == CaseStatus.Decided && (await record.AcceptedAsync(id, cancellationToken)).Request.People?.ApprovalWithin is not null;
        return new Verdict(stored.Status, stored.Problems.Count, document.Commitment, needsApproval ? true : null);
    }

    private async Task<Conclusion> CheckAsync(CaseId id, ConcludeRequest input, CancellationToken cancellationToken)
    {
        CaseFile file = await files.LoadAsync(id, input.Step + 1, stepsLeft: 0, finishOnly: true, cancellationToken);
        if (file.Steps[^1].Turn.Decision is not { } decision)
        {
            return Abstained(file, "The budget was spent before a decision was reached.", []);
        }

        IReadOnlyList<string> problems = DecisionChecker.Check(decision, file).Problems;
        return (problems.Count, input.IsLast) switch
        {
            (0, _) => new Conclusion(1, decision.Answer is null ? CaseStatus.Abstained : CaseStatus.Decided, decision, []),
            (_, false) => new Conclusion(1, null, decision, problems),
            _ => Abstained(file, "The decision does not stand: its claims could not be grounded in the evidence, even after it was sent back once.", problems),
        };
    }

    private static Conclusion Abstained(CaseFile file, string reason, IReadOnlyList<string> problems) =>
        new(1, CaseStatus.Abstained, new Decision { Answer = null, Abstention = reason, Ranking = file.Board.Live }, problems);
}
