using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning;
using ClinSeek.Reasoning.Grounding;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Safety;

namespace ClinSeek.Functions.Checks;

/// <summary>
/// Concludes a step's decision: sends it back, or leaves what stands of it. The second time ungrounded claims are dropped and
/// marked, and an answer that nothing then carries becomes an explicit abstention.
/// </summary>
public sealed class ConclusionWriter(CaseRecord record, CaseFiles files, PackLibrary packs)
{
    private const string Ungrounded = "The decision does not stand: its claims could not be grounded in the evidence, even after it was sent back once.";

    /// <summary>What comes of the decision that a step holds, or of its absence.</summary>
    public async ValueTask<Conclusion> WriteAsync(CaseId id, int step, bool isLast, CancellationToken cancellationToken)
    {
        CaseFile file = await files.LoadAsync(id, step + 1, stepsLeft: 0, finishOnly: true, cancellationToken);
        if (file.Steps[^1].Turn.Decision is not { } decision)
        {
            var none = new Decision { Answer = null, Abstention = "The budget was spent before a decision was reached.", Ranking = file.Board.Live };
            return new Conclusion(1, CaseStatus.Abstained, none, []);
        }

        GroundingReport report = DecisionChecker.Check(decision, file);
        if (!report.Ok && !isLast)
        {
            return new Conclusion(1, null, decision, report.Problems);
        }

        Decision stands = report.Ok ? report.Decision : GroundedPart.Of(decision, file);
        stands = stands.Answer is null && report.Decision.Answer is not null ? stands with { Abstention = Ungrounded, Ranking = file.Board.Live } : stands;
        if (InjectionGuard.Marked(file.Steps.SelectMany(static taken => taken.Evidence)) is { Count: > 0 } marked)
        {
            stands = stands with { Caveats = [.. stands.Caveats, $"{string.Join(", ", marked)} {(marked.Count == 1 ? "holds" : "hold")} text that speaks to its reader like an instruction. It was treated as data, and nothing of it can be cited."] };
        }

        return new Conclusion(1, stands.Answer is null ? CaseStatus.Abstained : CaseStatus.Decided, stands, report.Problems)
        {
            Checks = await ChecksAsync(id, file.Request, stands, cancellationToken),
        };
    }

    private async ValueTask<IReadOnlyList<DecisionCheck>> ChecksAsync(CaseId id, CaseRequest request, Decision stands, CancellationToken cancellationToken)
    {
        var checks = new List<DecisionCheck>();
        for (int reader = 1; reader <= (request.CheckedBy?.Count ?? 0); reader++)
        {
            if (await record.FindAsync<SecondReading>(id, DocumentNames.SecondReading(reader), cancellationToken) is { } reading)
            {
                checks.Add(DecisionComparison.Compare(request, stands, reading.Decision, reading.By, packs));
            }
        }

        return checks;
    }
}
